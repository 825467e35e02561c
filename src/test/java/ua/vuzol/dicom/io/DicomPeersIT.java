package ua.vuzol.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ua.vuzol.dicom.data.BulkData;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SpecificCharacterSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;

/** DCMTK and pydicom read what the writer wrote, and read the same as the reader. */
class DicomPeersIT {

    static final Path PYTHON = Path.of("/usr/bin/python3");
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
        assumePydicom();
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
        assumePydicom();
        for (Path file : DicomTestSupport.realFiles()) {
            if (!DicomTestSupport.name(file).startsWith("charset/")) {
                continue;
            }
            DataSet dataSet = DicomReader.read(file).dataSet();
            // pydicom 2.3 does not know the escape sequence of GB 2312
            if (dataSet.characterSet().equals(SpecificCharacterSet.of("", "ISO 2022 IR 58"))) {
                continue;
            }
            String name = python(
                    """
                    import sys, pydicom
                    print(pydicom.dcmread(sys.argv[1], force=True).get('PatientName', ''))
                    """,
                    file);
            assertThat(dataSet.personName(Tag.PatientName).map(Object::toString).orElse(""))
                    .as(file.toString())
                    .isEqualTo(name.strip().replaceAll("=+$", ""));
        }
    }

    @Test
    void theReaderReadsAllThatDcmdumpReads() throws Exception {
        assumeTrue(Files.isExecutable(DCMDUMP), "skipped: DCMTK's dcmdump is not installed");
        for (Path file : DicomTestSupport.realFiles()) {
            boolean single = !DicomTestSupport.name(file).startsWith("series");
            if (single
                    && new ProcessBuilder(DCMDUMP.toString(), "-q", file.toString())
                                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                                    .start()
                                    .waitFor()
                            == 0) {
                assertThat(DicomReader.read(file).dataSet().isEmpty())
                        .as(file.toString())
                        .isEqualTo(DicomTestSupport.dataSetBytes(Files.readAllBytes(file)).length == 0);
            }
        }
    }

    static void assumePydicom() throws Exception {
        boolean installed = Files.isExecutable(PYTHON)
                && new ProcessBuilder(PYTHON.toString(), "-c", "import pydicom")
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0;
        assumeTrue(installed, "skipped: pydicom for /usr/bin/python3 is not installed");
    }

    private static String python(String script, Path file) throws Exception {
        return run(PYTHON.toString(), "-W", "ignore", "-X", "utf8", "-c", script, file.toString());
    }

    static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
        return output;
    }
}
