package ua.vuzol.dicom.net;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.dicom.data.DicomValueException;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.io.DicomReader;
import ua.vuzol.dicom.io.DicomWriter;
import ua.vuzol.dicom.io.Part10Header;
import ua.vuzol.dicom.io.ReadOptions;

/**
 * A DICOM file to be sent. In the transfer syntax it is in, its bytes go from the file into the PDUs as they are; another
 * native one, or an odd length, makes it be parsed and encoded anew, bulk data still by small buffers.
 */
public final class FileSource implements StoreSource {

    /** Least surprising first: what is not sent as it is goes in the syntaxes that every node knows. */
    private static final List<TransferSyntax> NATIVE = List.of(
            TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
            TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN,
            TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN,
            TransferSyntax.EXPLICIT_VR_BIG_ENDIAN);

    private final Path file;
    private final TransferSyntax syntax;
    private final long dataSetOffset;
    private final String sopClassUid;
    private final String sopInstanceUid;

    private FileSource(Path file, Part10Header header, String sopClassUid, String sopInstanceUid) {
        this.file = file;
        this.syntax = header.transferSyntax();
        this.dataSetOffset = header.dataSetOffset();
        this.sopClassUid = sopClassUid;
        this.sopInstanceUid = sopInstanceUid;
    }

    /**
     * Looks at the beginning of a file. It must not change until it is sent.
     *
     * @throws DicomException if it is no DICOM file or names no SOP class or instance
     */
    public static FileSource of(Path file) throws IOException {
        Part10Header header = DicomReader.readHeader(file);
        Optional<String> sopClass = header.fileMeta().string(Tag.MediaStorageSOPClassUID);
        Optional<String> sopInstance = header.fileMeta().string(Tag.MediaStorageSOPInstanceUID);
        if (sopClass.isPresent() && sopInstance.isPresent()) {
            return new FileSource(file, header, sopClass.get(), sopInstance.get());
        }
        DataSet dataSet = DicomReader.read(file, ReadOptions.defaults().withStopAtTag(Tag.StudyDate))
                .dataSet();
        return new FileSource(file, header, required(dataSet, Tag.SOPClassUID), required(dataSet, Tag.SOPInstanceUID));
    }

    private static String required(DataSet dataSet, int tag) {
        return dataSet.string(tag)
                .orElseThrow(() -> new DicomValueException(tag, "an object without it cannot be sent"));
    }

    public Path file() {
        return file;
    }

    @Override
    public String sopClassUid() {
        return sopClassUid;
    }

    @Override
    public String sopInstanceUid() {
        return sopInstanceUid;
    }

    @Override
    public List<String> transferSyntaxes() {
        return transferSyntaxes(syntax);
    }

    /** UIDs of the transfer syntaxes that a file in this one can be sent in, this one first. */
    public static List<String> transferSyntaxes(TransferSyntax stored) {
        boolean recodable = NATIVE.contains(stored);
        Stream<String> others = recodable ? NATIVE.stream().map(TransferSyntax::uid) : Stream.empty();
        return Stream.concat(Stream.of(stored.uid()), others).distinct().toList();
    }

    @Override
    public void writeTo(PDataOutputStream out, TransferSyntax target) throws IOException {
        boolean even = (Files.size(file) - dataSetOffset) % 2 == 0;
        if (!target.equals(syntax) || !even) {
            DicomWriter.writeDataSet(EvenLengths.in(DicomReader.read(file).dataSet()), target, out);
            return;
        }
        try (FileChannel channel = FileChannel.open(file)) {
            out.transferFrom(channel.position(dataSetOffset));
        }
    }
}
