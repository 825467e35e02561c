package ua.vuzol.dicom.io;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import ua.vuzol.dicom.data.BulkData;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Dictionary;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;

/**
 * Reads DICOM files (PS3.10 7) and bare data sets. Tolerates a missing preamble, missing File Meta Information, a transfer
 * syntax that is not the one declared, elements out of order, the same element twice, delimiters missing at the end or
 * needless there, and zeros behind the data set. Anything else that is wrong ends in a {@link DicomFormatException}; so do two
 * elements of one tag that differ, as nobody can know which is meant.
 *
 * <p>Beside the limits of {@link ReadOptions} an input may have 10,000 elements out of order, 256 different character sets and
 * 1 MiB of zeros behind the data set.
 */
public final class DicomReader {

    private static final int PREAMBLE_BYTES = 128;
    private static final String PREFIX = "DICM";

    private static final int INFLATE_BYTES = 8192;
    private static final int MAX_LOOK_AHEAD = 4096;

    private DicomReader() {}

    /** As {@link #read(Path, ReadOptions)} with the default options. */
    public static DicomObject read(Path file) throws IOException {
        return read(file, ReadOptions.defaults());
    }

    /**
     * Reads a file. Long values stay in it and are references to it, so it must not change while the object is used.
     *
     * @throws DicomFormatException if it is not DICOM or goes beyond a limit
     */
    public static DicomObject read(Path file, ReadOptions options) throws IOException {
        try (Input in = Input.of(file)) {
            return read(in, options);
        }
    }

    /** Reads a file from a stream to its end, which it does not close. All values come into the heap, within the limit. */
    public static DicomObject read(InputStream stream, ReadOptions options) throws IOException {
        return read(Input.of(stream), options);
    }

    /** Reads a data set without File Meta Information, as messages carry it (PS3.7), from a stream to its end. */
    public static DataSet readDataSet(InputStream stream, TransferSyntax syntax, ReadOptions options)
            throws IOException {
        return dataSet(Input.of(stream), syntax, options);
    }

    /**
     * Reads what stands before the data set of a file.
     *
     * @throws DicomFormatException if it is not DICOM
     */
    public static Part10Header readHeader(Path file) throws IOException {
        try (Input in = Input.of(file)) {
            return header(in, ReadOptions.defaults());
        }
    }

    /**
     * The items of a sequence, also of one that was written as UN of a defined length (PS3.5 6.2.2 note 2), as software does
     * that does not know it. What is in the bytes of UN is read anew each time, and they stay what they are.
     *
     * @param element a sequence or UN; an empty one has no items
     * @throws DicomFormatException if the bytes are no items or go beyond a limit; offsets count from the start of the file
     *     if the element refers to one, else from the start of its value
     */
    public static List<DataSet> items(Element element, ReadOptions options) throws IOException {
        if (element.value() instanceof Value.Items items) {
            return items.dataSets();
        }
        if (element.isEmpty()) {
            return List.of();
        }
        try (Input in = value(element)) {
            if (!in.has(8)
                    || in.peek16(0, false) != Tag.group(Tag.Item)
                    || in.peek16(2, false) != Tag.element(Tag.Item)) {
                throw new DicomFormatException("not the items of a sequence", in.position(), element.tag());
            }
            boolean explicit = in.has(16) && VR.of(in.peek(12), in.peek(13)).isPresent();
            Encoding encoding = explicit ? Encoding.EXPLICIT_LITTLE_ENDIAN : Encoding.IMPLICIT_LITTLE_ENDIAN;
            return new DataSetParser(in, options).parseItems(encoding, element);
        }
    }

    private static Input value(Element element) throws IOException {
        if (element.value() instanceof Value.Bulk bulk) {
            return bulk.data() instanceof BulkData.FileRange range
                    ? Input.of(range)
                    : Input.of(bulk.data().open());
        }
        return Input.of(new ByteArrayInputStream(element.bytes()));
    }

    private static DicomObject read(Input in, ReadOptions options) throws IOException {
        Part10Header header = header(in, options);
        return new DicomObject(
                header.fileMeta(), dataSet(in, header.transferSyntax(), options), header.transferSyntax());
    }

    private static Part10Header header(Input in, ReadOptions options) throws IOException {
        boolean preamble = hasPreamble(in);
        if (preamble) {
            in.advance(PREAMBLE_BYTES + 4);
        }
        if (!in.has(8)) {
            throw new DicomFormatException("not a DICOM file: it has no element", in.position(), 0);
        }
        DataSet fileMeta = new DataSet();
        if (in.peek16(0, false) == 0x0002) {
            fileMeta = new DataSetParser(in, options).parseFileMeta(found(in));
        } else if (!preamble && !looksLikeDataSet(in)) {
            throw new DicomFormatException(
                    "not a DICOM file: no prefix DICM at byte 128, nor does it begin with an element", 0, 0);
        }
        TransferSyntax syntax = syntax(in, fileMeta.string(Tag.TransferSyntaxUID));
        return new Part10Header(fileMeta, syntax, in.position());
    }

    /** DICM at byte 128; what a value of a bare data set may hold there too is told by what follows. */
    private static boolean hasPreamble(Input in) throws IOException {
        if (!in.has(PREAMBLE_BYTES + PREFIX.length())) {
            return false;
        }
        boolean prefix =
                IntStream.range(0, PREFIX.length()).allMatch(i -> in.peek(PREAMBLE_BYTES + i) == PREFIX.charAt(i));
        boolean metaFollows = in.has(PREAMBLE_BYTES + PREFIX.length() + 2)
                && in.peek16(PREAMBLE_BYTES + PREFIX.length(), false) == 0x0002;
        return prefix && (metaFollows || !looksLikeDataSet(in));
    }

    private static boolean looksLikeDataSet(Input in) {
        Encoding encoding = found(in);
        int tag = in.peek16(0, encoding.bigEndian()) << 16 | in.peek16(2, encoding.bigEndian());
        boolean zeros = tag == 0 && in.peek32(4, false) == 0; // as in a preamble; a command begins with a length of 4
        return !zeros
                && Tag.group(tag) <= 0x0010
                && !Tag.isPrivate(tag)
                && Dictionary.standard().lookup(tag).isPresent();
    }

    /** The encoding that the element ahead has, whatever was declared. */
    private static Encoding found(Input in) {
        boolean explicit = VR.of(in.peek(4), in.peek(5)).isPresent();
        // groups begin low: the byte order that gives the smaller number is the right one
        boolean bigEndian = explicit && in.peek16(0, true) < in.peek16(0, false);
        return Encoding.of(new TransferSyntax("", explicit, bigEndian, false, false));
    }

    private static TransferSyntax syntax(Input in, Optional<String> declared) throws IOException {
        if (declared.isEmpty()) {
            return in.has(8) ? plain(found(in)) : TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
        }
        TransferSyntax syntax = TransferSyntax.of(declared.get());
        if (!in.has(8)) {
            return syntax;
        }
        Encoding found = found(in);
        if (syntax.deflated()) {
            return found.explicit() && looksLikeDataSet(in) ? plain(found) : syntax;
        }
        if (Encoding.of(syntax).equals(found)
                || found.explicit() && syntax.explicit() && !isSureOfOrder(in)
                || Encoding.of(syntax).equals(Encoding.EXPLICIT_LITTLE_ENDIAN) && isUnknownVrAhead(in)) {
            return syntax;
        }
        return syntax.encapsulated()
                ? new TransferSyntax(syntax.uid(), found.explicit(), found.bigEndian(), false, true)
                : plain(found);
    }

    /** Whether the group ahead is so low that only one byte order can be meant: no data set begins beyond (00FF,FFFF) otherwise. */
    private static boolean isSureOfOrder(Input in) {
        return in.peek(0) == 0 || in.peek(1) == 0;
    }

    private static TransferSyntax plain(Encoding encoding) {
        if (encoding.bigEndian()) {
            return TransferSyntax.EXPLICIT_VR_BIG_ENDIAN;
        }
        return encoding.explicit()
                ? TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN
                : TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;
    }

    /** Whether the first element is explicit, under a VR that the standard does not know: the one behind it tells. */
    private static boolean isUnknownVrAhead(Input in) throws IOException {
        String code = new String(new char[] {(char) in.peek(4), (char) in.peek(5)});
        if (!in.has(12) || !code.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            return false;
        }
        long next = Element.isLongForm(code) ? 12 + in.peek32(8, false) : 8 + in.peek16(6, false);
        return next < MAX_LOOK_AHEAD
                && in.has((int) next + 6)
                && VR.of(in.peek((int) next + 4), in.peek((int) next + 5)).isPresent();
    }

    private static DataSet dataSet(Input in, TransferSyntax syntax, ReadOptions options) throws IOException {
        if (!syntax.deflated()) {
            return new DataSetParser(in, options).parse(Encoding.of(syntax));
        }
        Inflater inflater = new Inflater(true);
        try {
            Input inflated = Input.of(new InflaterInputStream(in.rest(), inflater, INFLATE_BYTES));
            return new DataSetParser(inflated, options).parse(Encoding.of(syntax));
        } catch (ZipException | EOFException e) {
            throw new DicomFormatException("the deflated data set is damaged", in.position(), 0);
        } finally {
            inflater.end();
        }
    }
}
