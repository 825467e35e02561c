package ua.vuzol.intake;

import java.time.Instant;
import java.util.Optional;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;

/**
 * What an image tells of the order that it is of.
 *
 * @param station how orders name who made it: the calling AE title, or Station Name (0008,1010) of what nobody sent
 * @param cameAt when it came
 */
record ImageFacts(DataSet dataSet, String station, Instant cameAt) {

    static ImageFacts of(ReadObject object) {
        DataSet dataSet = object.object().dataSet();
        return new ImageFacts(
                dataSet,
                Optional.of(object.row().arrival().callingAe())
                        .filter(ae -> !ae.isEmpty())
                        .orElseGet(() -> stationName(dataSet)),
                object.row().landedAt());
    }

    static ImageFacts ofFile(DataSet dataSet, Instant cameAt) {
        return new ImageFacts(dataSet, stationName(dataSet), cameAt);
    }

    private static String stationName(DataSet dataSet) {
        return dataSet.string(Tag.StationName).orElse("");
    }

    Optional<String> studyUid() {
        return dataSet.string(Tag.StudyInstanceUID);
    }
}
