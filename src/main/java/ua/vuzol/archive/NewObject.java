package ua.vuzol.archive;

import java.nio.file.Path;
import ua.vuzol.dicom.data.DataSet;

/**
 * A DICOM object that waits in the staging directory to be stored.
 *
 * @param file the Part 10 file, below {@link Archive#stagingDirectory()}
 * @param transferSyntaxUid of the file
 * @param dataSet its attributes; bulk data may be missing
 */
public record NewObject(Path file, String transferSyntaxUid, DataSet dataSet) {}
