package ua.vuzol.dicom.net;

import java.util.stream.Stream;
import ua.vuzol.dicom.data.DataSet;

/**
 * What a C-FIND found.
 *
 * @param dataSets taken one by one as they are sent, and closed at the end or on cancel
 * @param optionalKeysSupported false if optional keys of the identifier were not matched: pending status FF01H
 */
public record Matches(Stream<DataSet> dataSets, boolean optionalKeysSupported) {

    public static Matches of(Stream<DataSet> dataSets) {
        return new Matches(dataSets, true);
    }
}
