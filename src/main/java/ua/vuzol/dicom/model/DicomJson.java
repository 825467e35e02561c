package ua.vuzol.dicom.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Consumer;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomValueException;
import ua.vuzol.dicom.io.ReadOptions;

/**
 * The DICOM JSON Model, {@code application/dicom+json} (PS3.18 Annex F), in UTF-8. Nothing here holds a document in memory.
 *
 * <p>What the standard leaves open, or what is not text: DS and IS are numbers as they stand where a double gets them whole, and
 * otherwise strings, as are SV and UV beyond 2<sup>53</sup>; NaN and the infinities are the strings {@code NaN},
 * {@code Infinity} and {@code -Infinity}. A value that cannot be shown under its VR, be it text that does not decode or numbers
 * with bytes left over, has VR UN and its bytes in InlineBinary. UN with items is SQ. Padding is not kept.
 */
public final class DicomJson {

    private DicomJson() {}

    /**
     * Writes one data set as a JSON object, to a stream that is flushed and stays open.
     *
     * @throws DicomValueException if pixel data is encapsulated and the policy has no URI for it, or a text of more than 16 MiB
     *     is not referred to; the document is then incomplete
     */
    public static void write(DataSet dataSet, OutputStream out, ModelOptions options) throws IOException {
        JsonOutput json = new JsonOutput(out, options.indented());
        new JsonWriter(json, options).write(dataSet);
        json.endLine();
        json.flush();
    }

    /** Begins a JSON array of data sets (PS3.18 F.2.1) on a stream that stays open. */
    public static DicomJsonArray array(OutputStream out, ModelOptions options) throws IOException {
        return new DicomJsonArray(out, options);
    }

    /**
     * Reads a document that is one object, or an array of one, from a stream to its end.
     *
     * <p>Text is Unicode and goes out in the character set that (0008,0005) of the document names; where the document has none
     * and needs one, the data set says ISO_IR 192. Members may be in any order, tags in either case, a VR's letters are not
     * checked against the dictionary; group lengths, File Meta Information and members that PS3.18 does not know are passed over.
     *
     * @param options depth, items of a sequence, elements, and heap: bytes of values, and of what one element takes while it is
     *     read; the bulk threshold and {@code stopAtTag} mean nothing here
     * @throws ModelFormatException if it is not JSON, not of the model, beyond a limit, or refers to what is not resolved
     */
    public static DataSet read(InputStream in, ReadOptions options, BulkDataResolver resolver) throws IOException {
        One one = new One();
        JsonReader reader = new JsonReader(in, options, resolver);
        reader.read(one);
        return one.dataSet(reader);
    }

    /**
     * Reads a document that is an array of objects, or one object, and hands over each data set as soon as it is complete. The
     * limits hold for each data set by itself.
     *
     * @throws ModelFormatException as {@link #read}; what was handed over before is good
     */
    public static void readAll(
            InputStream in, ReadOptions options, BulkDataResolver resolver, Consumer<DataSet> dataSets)
            throws IOException {
        new JsonReader(in, options, resolver).read(dataSets);
    }

    private static final class One implements Consumer<DataSet> {
        private DataSet first = new DataSet();
        private int count;

        @Override
        public void accept(DataSet dataSet) {
            first = count == 0 ? dataSet : first;
            count++;
        }

        DataSet dataSet(JsonReader reader) {
            if (count != 1) {
                throw reader.failure("one data set was expected, not " + count);
            }
            return first;
        }
    }
}
