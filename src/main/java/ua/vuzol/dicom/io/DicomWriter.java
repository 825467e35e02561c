package ua.vuzol.dicom.io;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomValueException;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;

/**
 * Writes DICOM files (PS3.10 7) and bare data sets. What was not changed since it was read goes out as it came in: a group
 * length, even a wrong one, for as long as nothing in its group changes; lengths of items and sequences where they had them,
 * delimiters where they had those. What an edit touches is worked out anew.
 *
 * <p>Mended are only things that the reader tolerates and that the next reader might not: elements out of order go out by
 * ascending tag (PS3.5 7.1), one that is there twice with the same value once, missing delimiters are there, an item that
 * claims more than its sequence has is as long as it is, what is reserved is zero, and zeros behind the data set are gone.
 * In a file the offsets of a DICOMDIR lead to where its records are now.
 */
public final class DicomWriter {

    /** Identifies this toolkit in File Meta Information and associations (PS3.7 D.3.3.2). */
    public static final String IMPLEMENTATION_CLASS_UID = "2.25.77418134475606113445060810194660510037";

    public static final String IMPLEMENTATION_VERSION_NAME = "VUZOL_DICOM_1";

    private static final byte[] PREAMBLE_AND_PREFIX = new byte[132];
    private static final byte[] META_VERSION = {0, 1};
    private static final int BUFFER_BYTES = 32 * 1024;

    static {
        System.arraycopy("DICM".getBytes(StandardCharsets.US_ASCII), 0, PREAMBLE_AND_PREFIX, 128, 4);
    }

    private DicomWriter() {}

    /**
     * Writes a file by way of a new one beside it, so that a failure leaves what was there and an object can be written over
     * the file it refers to.
     *
     * @throws DicomValueException if a value cannot be written, such as text that the character set of the
     *     data set has no code for
     */
    public static void write(DicomObject object, Path file) throws IOException {
        Path part = file.resolveSibling("." + UUID.randomUUID() + ".part");
        try {
            try (OutputStream out =
                    Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                write(object, out);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Writes a file to a stream, which it flushes and does not close. */
    public static void write(DicomObject object, OutputStream out) throws IOException {
        OutputStream buffered = new BufferedOutputStream(out, BUFFER_BYTES);
        byte[] header = header(fileMeta(object));
        buffered.write(header);
        Encoding encoding = Encoding.of(object.transferSyntax());
        encode(
                object.dataSet(),
                object.transferSyntax(),
                DirectoryOffsets.of(object.dataSet(), encoding, header.length),
                buffered);
        buffered.flush();
    }

    /**
     * Writes what stands before the data set of a file, for one whose bytes come from elsewhere.
     *
     * @param fileMeta with SOP class, SOP instance and transfer syntax; version and implementation are ours
     */
    public static void writeHeader(DataSet fileMeta, OutputStream out) throws IOException {
        out.write(header(fileMeta));
        out.flush();
    }

    private static byte[] header(DataSet fileMeta) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream(512);
        header.write(PREAMBLE_AND_PREFIX);
        DataSetEncoder.encode(withImplementation(fileMeta), Encoding.EXPLICIT_LITTLE_ENDIAN, header);
        return header.toByteArray();
    }

    /**
     * Writes a data set without File Meta Information, as messages carry it (PS3.7).
     *
     * @param out gets many small pieces, so it should have a buffer; it is neither flushed nor closed
     */
    public static void writeDataSet(DataSet dataSet, TransferSyntax syntax, OutputStream out) throws IOException {
        encode(dataSet, syntax, UnaryOperator.identity(), out);
    }

    private static void encode(
            DataSet dataSet, TransferSyntax syntax, UnaryOperator<Element> replaced, OutputStream out)
            throws IOException {
        boolean fragments = dataSet.get(Tag.PixelData)
                .filter(element -> element.value() instanceof Value.Fragments)
                .isPresent();
        if (fragments && !syntax.encapsulated()) {
            throw new DicomValueException(
                    Tag.PixelData,
                    "its fragments cannot be written in the native transfer syntax " + syntax.uid() + "; keep theirs");
        }
        if (syntax.deflated()) {
            deflate(dataSet, syntax, replaced, out);
        } else {
            DataSetEncoder.encode(dataSet, Encoding.of(syntax), replaced, out);
        }
    }

    private static void deflate(
            DataSet dataSet, TransferSyntax syntax, UnaryOperator<Element> replaced, OutputStream out)
            throws IOException {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            DeflaterOutputStream deflated = new DeflaterOutputStream(out, deflater);
            OutputStream buffered = new BufferedOutputStream(deflated, BUFFER_BYTES);
            DataSetEncoder.encode(dataSet, Encoding.of(syntax), replaced, buffered);
            buffered.flush();
            deflated.finish();
            if (deflater.getBytesWritten() % 2 != 0) {
                out.write(0); // PS3.5 A.5: padded to even length
            }
        } finally {
            deflater.end();
        }
    }

    /** What was read, with what this file's content makes different. */
    private static DataSet fileMeta(DicomObject object) {
        DataSet meta = new DataSet();
        object.fileMeta().forEach(meta::put);
        follow(meta, Tag.MediaStorageSOPClassUID, object.dataSet(), Tag.SOPClassUID);
        follow(meta, Tag.MediaStorageSOPInstanceUID, object.dataSet(), Tag.SOPInstanceUID);
        return meta.put(Tag.TransferSyntaxUID, object.transferSyntax().uid());
    }

    private static DataSet withImplementation(DataSet fileMeta) {
        DataSet meta = new DataSet();
        fileMeta.forEach(meta::put);
        return meta.put(Tag.FileMetaInformationGroupLength, 0)
                .putBytes(Tag.FileMetaInformationVersion, VR.OB, META_VERSION)
                .put(Tag.ImplementationClassUID, IMPLEMENTATION_CLASS_UID)
                .put(Tag.ImplementationVersionName, IMPLEMENTATION_VERSION_NAME);
    }

    /** The data set's value, even one that is no valid UID; what the File Meta Information had if the data set has none. */
    private static void follow(DataSet meta, int metaTag, DataSet dataSet, int tag) {
        dataSet.get(tag)
                .filter(element -> !element.isEmpty())
                .ifPresent(element -> meta.put(Element.of(metaTag, VR.UI, element.value())));
    }
}
