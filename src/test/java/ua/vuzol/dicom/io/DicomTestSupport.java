package ua.vuzol.dicom.io;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.VR;

public final class DicomTestSupport {

    public static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final Path REAL_FILES = Path.of("..", "shared", "testdata", "dicom");

    private DicomTestSupport() {}

    /** The real files beside the project, sorted; a test that asks for them is skipped where they are absent. */
    public static List<Path> realFiles() {
        try (Stream<Path> files = Files.walk(realFilesFolder())) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder of the real files; a test that asks for it is skipped where it is absent. */
    public static Path realFilesFolder() {
        assumeTrue(Files.isDirectory(REAL_FILES), "skipped: no real DICOM files at " + REAL_FILES.toAbsolutePath());
        return REAL_FILES;
    }

    static Path realFile(String name) {
        return realFiles().stream()
                .filter(file -> file.endsWith(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No real file " + name));
    }

    /** The name under which the folder knows a real file. */
    public static String name(Path file) {
        return REAL_FILES.relativize(file).toString();
    }

    /** Skips the test where pydicom is missing. */
    public static void assumePydicom() throws Exception {
        boolean installed = Files.isExecutable(PYTHON)
                && new ProcessBuilder(PYTHON.toString(), "-c", "import pydicom")
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0;
        assumeTrue(installed, "skipped: pydicom for /usr/bin/python3 is not installed");
    }

    public static byte[] encoded(DataSet dataSet, TransferSyntax syntax) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            DicomWriter.writeDataSet(dataSet, syntax, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] file(DicomObject object) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            DicomWriter.write(object, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static DataSet decoded(byte[] bytes, TransferSyntax syntax, ReadOptions options) {
        try {
            return DicomReader.readDataSet(new ByteArrayInputStream(bytes), syntax, options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static DataSet decoded(byte[] bytes, TransferSyntax syntax) {
        return decoded(bytes, syntax, ReadOptions.defaults());
    }

    static DicomObject readFile(byte[] bytes) {
        try {
            return DicomReader.read(new ByteArrayInputStream(bytes), ReadOptions.defaults());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What follows the File Meta Information, found by its elements and not by its group length. */
    static byte[] dataSetBytes(byte[] file) {
        int at = file.length > 132 && new String(file, 128, 4).equals("DICM") ? 132 : 0;
        if (file[at] != 2 || file[at + 1] != 0) {
            return at == 132 && file[0] != 0 ? file : Arrays.copyOfRange(file, at, file.length);
        }
        while (at + 8 <= file.length && file[at] == 2 && file[at + 1] == 0) {
            boolean longForm = file[at + 4] == 'O' && file[at + 5] == 'B';
            at += longForm ? 12 + number(file, at + 8, 4) : 8 + number(file, at + 6, 2);
        }
        return Arrays.copyOfRange(file, at, file.length);
    }

    private static int number(byte[] bytes, int at, int size) {
        int number = 0;
        for (int i = size - 1; i >= 0; i--) {
            number = number << 8 | bytes[at + i] & 0xFF;
        }
        return number;
    }

    static byte[] hex(String bytes) {
        return HexFormat.of().parseHex(bytes.replace(" ", ""));
    }

    /** A small image with a sequence, in no particular encoding. */
    static DataSet image() {
        return new DataSet()
                .put(Tag.SpecificCharacterSet, "ISO_IR 192")
                .put(Tag.SOPClassUID, "1.2.840.10008.5.1.4.1.1.7")
                .put(Tag.SOPInstanceUID, "2.25.1")
                .put(Tag.PatientName, "Шевченко^Тарас^Григорович")
                .putItems(
                        Tag.ProcedureCodeSequence,
                        new DataSet().put(Tag.CodeValue, "123").put(Tag.CodeMeaning, "Знімок"),
                        new DataSet().putItems(Tag.ProcedureCodeSequence, new DataSet()))
                .put(Tag.Rows, 2)
                .put(Tag.Columns, 3)
                .putBytes(Tag.PixelData, VR.OW, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
    }
}
