package ua.vuzol.dicom.io;

import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.TransferSyntax;

/**
 * A data set with what a DICOM file says about it (PS3.10 7).
 *
 * @param fileMeta the File Meta Information as read, empty if there was none
 * @param transferSyntax the encoding of the data set: as found, which may differ from what the File Meta Information claims
 */
public record DicomObject(DataSet fileMeta, DataSet dataSet, TransferSyntax transferSyntax) {

    /** A new object; the writer makes its File Meta Information. */
    public static DicomObject of(DataSet dataSet, TransferSyntax transferSyntax) {
        return new DicomObject(new DataSet(), dataSet, transferSyntax);
    }
}
