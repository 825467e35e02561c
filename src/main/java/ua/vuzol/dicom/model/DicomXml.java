package ua.vuzol.dicom.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomValueException;
import ua.vuzol.dicom.io.ReadOptions;

/**
 * The Native DICOM Model, {@code application/dicom+xml} (PS3.19 A.1), in UTF-8. Nothing here holds a document in memory. What
 * {@link DicomJson} says of values that cannot be shown holds here too, for text with characters that XML 1.0 has not as well.
 */
public final class DicomXml {

    private DicomXml() {}

    /**
     * Writes one data set as a document, to a stream that is flushed and stays open.
     *
     * @throws DicomValueException if pixel data is encapsulated and the policy has no URI for it, or a text of more than 16 MiB
     *     is not referred to; the document is then incomplete
     */
    public static void write(DataSet dataSet, OutputStream out, ModelOptions options) throws IOException {
        XmlOutput xml = new XmlOutput(out, options.indented());
        new XmlWriter(xml, options).write(dataSet);
        xml.endLine();
        xml.flush();
    }

    /**
     * Reads a document from a stream to its end, in whatever encoding it declares, with or without the namespace of the model. The character set of the data set is
     * as {@link DicomJson#read} has it. A private attribute without its block gets the block that its creator has in the data set,
     * or the first that is free.
     *
     * @param options as {@link DicomJson#read} has them
     * @throws ModelFormatException if it is not XML, has a document type, is not of the model, is beyond a limit, or refers to
     *     what is not resolved
     */
    public static DataSet read(InputStream in, ReadOptions options, BulkDataResolver resolver) throws IOException {
        return new XmlReader(in, options, resolver).read();
    }
}
