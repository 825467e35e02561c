package ua.vuzol.dicom.io;

import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.TransferSyntax;

/**
 * What stands before the data set of a DICOM file.
 *
 * @param fileMeta the File Meta Information, empty if there was none
 * @param transferSyntax the encoding of the data set: as found, which may differ from what the File Meta Information claims
 * @param dataSetOffset bytes from the start of the file to the data set
 */
public record Part10Header(DataSet fileMeta, TransferSyntax transferSyntax, long dataSetOffset) {}
