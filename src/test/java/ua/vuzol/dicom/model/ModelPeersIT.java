package ua.vuzol.dicom.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.SAXException;
import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.dicom.io.DicomReader;
import ua.vuzol.dicom.io.DicomTestSupport;

/** DCMTK and pydicom say the same of the real files, but for what {@link ModelComparison} and the tables here give reasons for. */
class ModelPeersIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ModelOptions OPTIONS = ModelOptions.defaults()
            .withBulkData(BulkDataPolicy.longerThan(Integer.MAX_VALUE, path -> "http://localhost/" + path));

    private static final Map<String, String> DCMTK_DIFFERS = Map.of(
            "charset/chrSQEncoding.dcm", "leaves text of an item in the item's own character set",
            "charset/gb18030_GH1301.dcm", "leaves text that is not ASCII, where the VR has to be, in its bytes",
            "malformed/meta_missing_tsyntax.dcm", "pads a value of odd length",
            "malformed/nested_private_SQ.dcm", "pads a value of odd length",
            "sop_class/DX.dcm", "pads a value of odd length");
    private static final Map<String, String> DCMTK_XML_DIFFERS = Map.of(
            "charset/chrX1.dcm", "repeats the ideographic group of a name as the phonetic one",
            "charset/chrX2.dcm", "repeats the ideographic group of a name as the phonetic one",
            "charset/gb18030_GH1301.dcm", "leaves text that is not ASCII, where the VR has to be, in its bytes",
            "charset/gb2312_ISO2022_IR58.dcm", "repeats the ideographic group of a name as the phonetic one",
            "malformed/UN_sequence.dcm", "opens a sequence written as UN");
    private static final Map<String, String> PYDICOM_DIFFERS = Map.of(
            "charset/gb18030_GH1301.dcm", "takes text that is not ASCII, where the VR has to be, for Latin-1",
            "charset/gb2312_ISO2022_IR58.dcm", "does not know ISO 2022 IR 58",
            "lossless_family/CT1_UNC_explicit_be.dcm", "leaves OW big endian",
            "transfer_syntax/explicit_be_MR_small.dcm", "leaves OW big endian",
            "transfer_syntax/explicit_be_RTDOSE_32bit.dcm", "leaves OW big endian",
            "malformed/badVR.dcm", "leaves out a value that is no number",
            "malformed/j2k_too_short.dcm", "leaves out fragments without a delimiter",
            "malformed/no_preamble_dicm_in_data.dcm", "takes DICM within a value for the prefix of the file");
    private static final Map<String, String> PYDICOM_DOES_NOT_READ = Map.of(
            "malformed/badVR.dcm", "an IS that is no number",
            "malformed/bad_sequence.dcm", "a sequence under UN, whose bytes have another encoding",
            "malformed/explicit_VR_UN.dcm", "its own attempt to write bytes as JSON");

    @TempDir
    Path folder;

    private int compared;

    private static List<Path> files() {
        return DicomTestSupport.realFiles().stream()
                .filter(file -> !DicomTestSupport.name(file).startsWith("series"))
                .toList();
    }

    private static Optional<byte[]> ours(ModelTestSupport model, Path file) throws IOException {
        try {
            return Optional.of(model.written(DicomReader.read(file).dataSet(), OPTIONS));
        } catch (DicomException e) {
            return Optional.empty(); // RoundTripTest lists them
        }
    }

    @Test
    void dcm2jsonSaysTheSame() throws Exception {
        assumeInstalled("dcm2json");
        Map<String, String> differences = new TreeMap<>();
        for (Path file : files()) {
            Optional<byte[]> ours = ours(ModelTestSupport.JSON, file);
            byte[] theirs = run("dcm2json", "-fc", file.toString());
            if (ours.isPresent() && theirs.length > 0) {
                note(
                        differences,
                        file,
                        isUtf8(theirs)
                                ? ModelComparison.of(JSON.readTree(ours.get()), JSON.readTree(theirs))
                                : Set.of("no UTF-8"));
            }
        }
        assertThat(compared).isGreaterThan(100);
        assertThat(differences.keySet()).as("%s", differences).isEqualTo(DCMTK_DIFFERS.keySet());
    }

    @Test
    void dcm2xmlSaysTheSame() throws Exception {
        assumeInstalled("dcm2xml");
        Map<String, String> differences = new TreeMap<>();
        for (Path file : files()) {
            Optional<byte[]> ours = ours(ModelTestSupport.XML, file);
            byte[] theirs = run("dcm2xml", "--native-format", "+U8", file.toString());
            if (ours.isPresent() && theirs.length > 0) {
                note(differences, file, compared(ours.get(), theirs));
            }
        }
        assertThat(compared).isGreaterThan(100);
        assertThat(differences.keySet()).as("%s", differences).isEqualTo(DCMTK_XML_DIFFERS.keySet());
    }

    private static Set<String> compared(byte[] ours, byte[] theirs) throws Exception {
        try {
            return ModelComparison.of(tree(ours), tree(theirs));
        } catch (SAXException e) {
            return Set.of("no XML");
        }
    }

    private static JsonNode tree(byte[] xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        return ModelComparison.treeOf(factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml))
                .getDocumentElement());
    }

    /** What DCMTK makes of bytes that it does not decode. */
    private static boolean isUtf8(byte[] bytes) {
        return !new String(bytes, StandardCharsets.UTF_8).contains("\uFFFD");
    }

    @Test
    void pydicomSaysTheSame() throws Exception {
        DicomTestSupport.assumePydicom();
        Map<String, String> differences = new TreeMap<>();
        for (String line : python(
                """
                import sys, json, pydicom
                for name in open(sys.argv[1]).read().split('\\n'):
                    try:
                        d = pydicom.dcmread(name)
                        print(name + '\\t' + json.dumps(d.to_json_dict(bulk_data_threshold=1 << 40, suppress_invalid_tags=True)))
                    except Exception:
                        pass
                """,
                files().stream().map(Path::toString).toList())) {
            String[] parts = line.split("\t", 2);
            Path file = Path.of(parts[0]);
            Optional<byte[]> ours = ours(ModelTestSupport.JSON, file);
            if (ours.isPresent()) {
                note(differences, file, ModelComparison.of(JSON.readTree(ours.get()), JSON.readTree(parts[1])));
            }
        }
        assertThat(compared).isGreaterThan(100);
        assertThat(differences.keySet()).as("%s", differences).isEqualTo(PYDICOM_DIFFERS.keySet());
    }

    @Test
    void pydicomReadsOurJson() throws Exception {
        DicomTestSupport.assumePydicom();
        List<Path> files = new ArrayList<>();
        List<String> documents = new ArrayList<>();
        for (Path file : files()) {
            ours(ModelTestSupport.JSON, file).ifPresent(json -> {
                files.add(file);
                documents.add(new String(json, StandardCharsets.UTF_8));
            });
        }
        List<String> read = python(
                """
                import sys, json, pydicom
                for line in open(sys.argv[1]).read().split('\\n'):
                    try:
                        d = pydicom.Dataset.from_json(line, lambda tag, vr, uri: b'')
                        print(json.dumps(d.to_json_dict(bulk_data_threshold=1 << 40)))
                    except Exception:
                        print('{}')
                """,
                documents);
        Map<String, String> differences = new TreeMap<>();
        for (int i = 0; i < read.size(); i++) {
            note(
                    differences,
                    files.get(i),
                    ModelComparison.of(JSON.readTree(documents.get(i)), JSON.readTree(read.get(i))));
        }
        assertThat(compared).isEqualTo(files.size()).isGreaterThan(150);
        assertThat(differences.keySet()).as("%s", differences).isEqualTo(PYDICOM_DOES_NOT_READ.keySet());
    }

    private void note(Map<String, String> differences, Path file, Set<String> found) {
        compared++;
        if (!found.isEmpty()) {
            differences.put(DicomTestSupport.name(file), found.iterator().next());
        }
    }

    private static void assumeInstalled(String program) {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin", program)), "skipped: DCMTK's " + program + " is not installed");
    }

    private List<String> python(String script, List<String> lines) throws Exception {
        Path list = Files.write(folder.resolve("list"), String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        byte[] output =
                run(DicomTestSupport.PYTHON.toString(), "-W", "ignore", "-X", "utf8", "-c", script, list.toString());
        return new String(output, StandardCharsets.UTF_8).lines().toList();
    }

    /** What a program prints, nothing if it fails. */
    private static byte[] run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        byte[] output = process.getInputStream().readAllBytes();
        return process.waitFor() == 0 ? output : new byte[0];
    }
}
