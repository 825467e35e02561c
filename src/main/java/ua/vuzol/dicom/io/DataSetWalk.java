package ua.vuzol.dicom.io;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.SpecificCharacterSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;

/** Goes through a data set and all that is nested in it, in the order of its encoding and without recursion. */
final class DataSetWalk {

    /** Told what is met on the way. The encoding is the one of its header, or of its delimiter. */
    interface Visitor {
        /** An element that is no sequence, its text in the character set in force. */
        void element(Element element, Encoding encoding) throws IOException;

        void openSequence(Element sequence, Value.Items items, Encoding encoding) throws IOException;

        void openItem(DataSet item, Encoding encoding) throws IOException;

        void closeItem(DataSet item, Encoding encoding) throws IOException;

        void closeSequence(Value.Items items, Encoding encoding) throws IOException;
    }

    private sealed interface Level {}

    private record Elements(
            DataSet dataSet, Iterator<Element> rest, Encoding encoding, SpecificCharacterSet characterSet)
            implements Level {}

    private record Items(
            Value.Items items, Iterator<DataSet> rest, Encoding encoding, SpecificCharacterSet characterSet)
            implements Level {}

    private final Deque<Level> open = new ArrayDeque<>();
    private final Map<List<String>, SpecificCharacterSet> characterSets = new HashMap<>();
    private final Visitor visitor;

    private DataSetWalk(Visitor visitor) {
        this.visitor = visitor;
    }

    static void of(DataSet root, Encoding encoding, Visitor visitor) throws IOException {
        new DataSetWalk(visitor).run(new Elements(root, root.iterator(), encoding, root.characterSet()));
    }

    private void run(Elements root) throws IOException {
        open.push(root);
        while (!open.isEmpty()) {
            Level level = open.peek();
            if (level instanceof Elements elements) {
                step(elements);
            } else if (level instanceof Items items) {
                step(items);
            }
        }
    }

    private void step(Elements level) throws IOException {
        if (!level.rest.hasNext()) {
            open.pop();
            if (!open.isEmpty()) {
                visitor.closeItem(level.dataSet, level.encoding);
            }
            return;
        }
        Element element = level.rest.next();
        if (element.value() instanceof Value.Items items) {
            visitor.openSequence(element, items, level.encoding);
            // PS3.5 6.2.2 note 2: what is inside UN is implicit little endian whatever is around it
            Encoding inner = element.vr() == VR.UN ? Encoding.IMPLICIT_LITTLE_ENDIAN : level.encoding;
            open.push(new Items(items, items.dataSets().iterator(), inner, level.characterSet));
        } else {
            visitor.element(element.in(level.characterSet), level.encoding);
        }
    }

    private void step(Items level) throws IOException {
        if (!level.rest.hasNext()) {
            open.pop();
            visitor.closeSequence(level.items, level.encoding);
            return;
        }
        DataSet item = level.rest.next();
        visitor.openItem(item, level.encoding);
        SpecificCharacterSet characterSet = item.contains(Tag.SpecificCharacterSet)
                ? characterSets.computeIfAbsent(
                        item.strings(Tag.SpecificCharacterSet),
                        terms -> SpecificCharacterSet.of(terms.toArray(String[]::new)))
                : level.characterSet;
        open.push(new Elements(item, item.iterator(), level.encoding, characterSet));
    }
}
