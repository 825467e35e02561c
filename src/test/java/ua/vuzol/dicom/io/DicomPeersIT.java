package ua.vuzol.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ua.vuzol.dicom.data.BulkData;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SpecificCharacterSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.Value;

/** DCMTK and pydicom read what the writer wrote, and read the same as the reader. */
class DicomPeersIT {

    private static final Path DCMDUMP = Path.of("/usr/bin/dcmdump");

    @TempDir
    Path folder;

    static Stream<TransferSyntax> syntaxes() {
        return Stream.of(
                TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN,
                TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                TransferSyntax.EXPLICIT_VR_BIG_ENDIAN,
                TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN,
                TransferSyntax.JPEG_BASELINE);
    }

    private Path written(TransferSyntax syntax) throws IOException {
        DataSet dataSet = DicomTestSupport.image();
        if (syntax.encapsulated()) {
            dataSet.putFragments(Tag.PixelData, List.of(BulkData.of(new byte[] {1, 2, 3, 4})));
        }
        dataSet.items(Tag.ProcedureCodeSequence).get(0).delimited(true);
        Path file = folder.resolve("written.dcm");
        DicomWriter.write(DicomObject.of(dataSet, syntax), file);
        return file;
    }

    @ParameterizedTest
    @MethodSource("syntaxes")
    void dcmdumpReadsWhatWasWrittenWithoutAWarning(TransferSyntax syntax) throws Exception {
        assumeTrue(Files.isExecutable(DCMDUMP), "skipped: DCMTK's dcmdump is not installed");
        String dump = run(DCMDUMP.toString(), "-v", "+L", written(syntax).toString());
        assertThat(dump)
                .doesNotContain("W: ", "E: ")
                .contains("(0010,0010) PN [Шевченко^Тарас^Григорович]")
                .contains("(0008,0104) LO [Знімок]")
                .contains("(0028,0011) US 3");
        if (!syntax.encapsulated()) {
            assertThat(dump).contains("0201\\0403\\0605\\0807\\0a09\\0c0b");
        }
    }

    @ParameterizedTest
    @MethodSource("syntaxes")
    void pydicomReadsWhatWasWritten(TransferSyntax syntax) throws Exception {
        DicomTestSupport.assumePydicom();
        String read = python(
                """
                import sys, pydicom
                d = pydicom.dcmread(sys.argv[1])
                print(d.file_meta.TransferSyntaxUID, d.PatientName, d.Columns)
                print([i.get('CodeMeaning') for i in d.ProcedureCodeSequence], len(d.PixelData) > 0)
                """,
                written(syntax));
        assertThat(read).isEqualTo(syntax.uid() + " Шевченко^Тарас^Григорович 3\n['Знімок', None] True\n");
    }

    @Test
    void pydicomAndTheReaderAgreeOnTheNamesInTheRealFiles() throws Exception {
        DicomTestSupport.assumePydicom();
        List<Path> files = DicomTestSupport.realFiles().stream()
                .filter(file -> DicomTestSupport.name(file).startsWith("charset/"))
                .toList();
        String[] names = python(
                        """
                        import sys, pydicom
                        for file in sys.argv[1:]:
                            print(pydicom.dcmread(file, force=True).get('PatientName', ''), end='\\0')
                        """,
                        files.toArray(Path[]::new))
                .split("\0", -1);
        for (int i = 0; i < files.size(); i++) {
            DataSet dataSet = DicomReader.read(files.get(i)).dataSet();
            // pydicom 2.3 does not know the escape sequence of GB 2312
            if (!dataSet.characterSet().equals(SpecificCharacterSet.of("", "ISO 2022 IR 58"))) {
                assertThat(dataSet.personName(Tag.PatientName)
                                .map(Object::toString)
                                .orElse(""))
                        .as(files.get(i).toString())
                        .isEqualTo(names[i].strip().replaceAll("=+$", ""));
            }
        }
    }

    @Test
    void pydicomFindsTheSameFramesInTheRealFiles() throws Exception {
        DicomTestSupport.assumePydicom();
        List<Path> files = new ArrayList<>();
        List<String> ours = new ArrayList<>();
        for (Path file : DicomTestSupport.realFiles()) {
            // pydicom drops pixel data whose last delimiter is missing
            boolean read = !RoundTripTest.NOT_READ.containsKey(DicomTestSupport.name(file))
                    && !file.endsWith("j2k_too_short.dcm");
            if (read) {
                Optional<String> frames = frames(DicomReader.read(file).dataSet());
                frames.ifPresent(found -> {
                    files.add(file);
                    ours.add(found);
                });
            }
        }
        String theirs = python(
                """
                import sys, pydicom, zlib
                from pydicom.encaps import generate_pixel_data_frame
                for file in sys.argv[1:]:
                    d = pydicom.dcmread(file, force=True)
                    frames = generate_pixel_data_frame(d.PixelData, int(d.get('NumberOfFrames') or 1))
                    print([zlib.crc32(frame) for frame in frames])
                """,
                files.toArray(Path[]::new));
        assertThat(ours).hasSizeGreaterThan(40);
        assertThat(theirs.lines()).containsExactlyElementsOf(ours);
    }

    /** Checksums of the frames; empty if there are no fragments. */
    private static Optional<String> frames(DataSet image) throws IOException {
        boolean fragments = image.get(Tag.PixelData)
                .filter(element -> element.value() instanceof Value.Fragments)
                .isPresent();
        if (!fragments) {
            return Optional.empty();
        }
        List<Long> checksums = new ArrayList<>();
        EncapsulatedFrames frames = EncapsulatedFrames.of(image);
        for (int i = 0; i < frames.count(); i++) {
            CRC32 checksum = new CRC32();
            frames.frame(i).writeTo(new CheckedOutputStream(OutputStream.nullOutputStream(), checksum));
            checksums.add(checksum.getValue());
        }
        return Optional.of(checksums.toString());
    }

    @Test
    void theReaderReadsAllRealFilesThatDcmdumpReads() throws Exception {
        List<Path> files = DicomTestSupport.realFiles();
        Set<Path> read = readByDcmdump(files);
        assertThat(read).hasSizeGreaterThan(files.size() * 9 / 10);
        for (Path file : read) {
            assertThat(DicomReader.read(file).dataSet().isEmpty())
                    .as(file.toString())
                    .isEqualTo(DicomTestSupport.dataSetBytes(Files.readAllBytes(file)).length == 0);
        }
    }

    @Test
    void theReaderReadsAllIrregularFilesThatDcmdumpReads() throws Exception {
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, Irregular.Case> irregular : Irregular.all().entrySet()) {
            files.add(Files.write(
                    folder.resolve(irregular.getKey() + ".dcm"),
                    irregular.getValue().file()));
        }
        Set<Path> read = readByDcmdump(files);
        assertThat(read).hasSizeGreaterThan(files.size() / 2);
        for (Path file : read) {
            assertThat(DicomReader.read(file)).as(file.toString()).isNotNull();
        }
    }

    /** Those of the files that dcmdump, in one process, has no complaint about. */
    private static Set<Path> readByDcmdump(List<Path> files) throws Exception {
        assumeTrue(Files.isExecutable(DCMDUMP), "skipped: DCMTK's dcmdump is not installed");
        List<String> command = new ArrayList<>(List.of(DCMDUMP.toString()));
        files.forEach(file -> command.add(file.toString()));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Set<Path> read = new LinkedHashSet<>(files);
        try (var complaints = process.errorReader()) {
            complaints
                    .lines()
                    .filter(line -> line.startsWith("E: dcmdump: "))
                    .forEach(line -> read.remove(Path.of(line.replaceAll(".*reading file: ", ""))));
        }
        assertThat(process.waitFor()).isEqualTo(files.size() - read.size());
        return read;
    }

    static String python(String script, Path... files) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(DicomTestSupport.PYTHON.toString(), "-W", "ignore", "-X", "utf8", "-c", script));
        Stream.of(files).map(Path::toString).forEach(command::add);
        return run(command.toArray(String[]::new));
    }

    static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
        return output;
    }
}
