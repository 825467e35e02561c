package ua.vuzol.query;

import java.util.stream.Stream;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.net.DimseException;
import ua.vuzol.dicom.net.Status;

/** Ends answers that are too many with a failure, so that nobody takes a part for the whole. */
public final class Limit {
    private final int most;
    private int taken;

    public Limit(int most) {
        this.most = most;
    }

    public Stream<DataSet> of(Stream<DataSet> answers) {
        return answers.peek(answer -> {
            if (++taken > most) {
                throw new DimseException(
                        Status.OUT_OF_RESOURCES.withComment("More than " + most + " matches; ask for less"));
            }
        });
    }
}
