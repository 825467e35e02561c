package ua.vuzol.dicom.net;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Value;

/** Pads values of odd length, which some files have: the fragments of a message must be even (PS3.8 E.1), and receivers abort. */
public final class EvenLengths {

    private EvenLengths() {}

    /** The data set itself, with its items. */
    public static DataSet in(DataSet dataSet) {
        Deque<DataSet> left = new ArrayDeque<>(List.of(dataSet));
        while (!left.isEmpty()) {
            DataSet one = left.remove();
            for (Element element : one.stream().toList()) {
                if (element.value() instanceof Value.Items items) {
                    left.addAll(items.dataSets());
                } else {
                    one.put(element.padded());
                }
            }
        }
        return dataSet;
    }
}
