package ua.vuzol.intake.convert;

import java.nio.file.Path;
import java.util.List;
import ua.vuzol.dicom.data.DataSet;

/**
 * One DICOM file that was written.
 *
 * @param file its name is the Latin form of the device's file name
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

    /** File name and data set may be patient data. */
    @Override
    public String toString() {
        return "ConvertedInstance[" + sopInstanceUid + "]";
    }
}
