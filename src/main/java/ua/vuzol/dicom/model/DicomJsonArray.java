package ua.vuzol.dicom.model;

import java.io.IOException;
import java.io.OutputStream;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomValueException;

/**
 * A JSON array of data sets that is written as they come. It is complete only after {@link #finish()}, so that what broke off is
 * not taken for a whole answer.
 */
public final class DicomJsonArray {

    private final JsonOutput json;
    private final JsonWriter writer;

    DicomJsonArray(OutputStream out, ModelOptions options) throws IOException {
        json = new JsonOutput(out, options.indented());
        writer = new JsonWriter(json, options);
        json.open('[');
    }

    /**
     * Writes a data set and flushes it.
     *
     * @throws DicomValueException as {@link DicomJson#write}; the array is then broken
     */
    public void add(DataSet dataSet) throws IOException {
        writer.write(dataSet);
        json.flush();
    }

    /** Ends the array and flushes it. */
    public void finish() throws IOException {
        json.close(']');
        json.endLine();
        json.flush();
    }
}
