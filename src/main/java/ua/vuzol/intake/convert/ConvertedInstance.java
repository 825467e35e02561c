package ua.vuzol.intake.convert;

import java.nio.file.Path;
import java.util.List;
import ua.vuzol.dicom.data.DataSet;

/**
 * One DICOM file that was written.
 *
 * @param file named after its SOP Instance UID, in the folder that was asked for
 * @param dataSet the data set without Pixel Data
 * @param remarks for a person, a sentence each
 */
public record ConvertedInstance(
        Path file,
        String seriesInstanceUid,
        String sopInstanceUid,
        String sopClassUid,
        String transferSyntaxUid,
        DataSet dataSet,
        List<String> remarks) {
    public ConvertedInstance {
        remarks = List.copyOf(remarks);
    }

    /** The data set is patient data. */
    @Override
    public String toString() {
        return "ConvertedInstance[" + sopInstanceUid + "]";
    }
}
