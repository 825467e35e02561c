package ua.vuzol.dicom.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;
import ua.vuzol.dicom.data.BulkData;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.Value;
import ua.vuzol.dicom.io.DicomFormatException;
import ua.vuzol.dicom.io.DicomReader;
import ua.vuzol.dicom.io.DicomTestSupport;
import ua.vuzol.dicom.io.ReadOptions;
import ua.vuzol.dicom.model.PlainModel.Attribute;

/** On the real files both models are what DCMTK and pydicom make of them, and pydicom reads the JSON as what it is. */
class ModelPeersIT {

    private static final ModelOptions OPTIONS =
            ModelOptions.defaults().withBulkData(BulkDataPolicy.longerThan(Long.MAX_VALUE, path -> "bulk"));

    /** dcm2json writes {@code 5.} and Python {@code NaN}. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_TRAILING_DECIMAL_POINT_FOR_NUMBERS)
            .build();

    private static final String NO_KANJI = "its iconv does not have ISO 2022 IR 87";

    private static final String NO_DICOMDIR = "it has no native form of directory records";

    /** What DCMTK makes no document of, besides encapsulated pixel data in JSON. */
    private static final Map<String, String> NOT_BY_DCM2JSON = Map.of(
            "charset/chrH31.dcm", NO_KANJI,
            "charset/chrH32.dcm", NO_KANJI,
            "charset/chrJapMulti.dcm", NO_KANJI,
            "charset/chrJapMultiExplicitIR6.dcm", NO_KANJI,
            "charset/chrSQEncoding1.dcm", NO_KANJI,
            "malformed/no_preamble_dicm_in_data.dcm", "taken for a file with File Meta Information");

    private static final Map<String, String> NOT_BY_DCM2XML = Map.ofEntries(
            Map.entry("charset/chrH31.dcm", NO_KANJI),
            Map.entry("charset/chrH32.dcm", NO_KANJI),
            Map.entry("charset/chrJapMulti.dcm", NO_KANJI),
            Map.entry("charset/chrJapMultiExplicitIR6.dcm", NO_KANJI),
            Map.entry("charset/chrSQEncoding.dcm", "an item with a character set of its own"),
            Map.entry("charset/chrSQEncoding1.dcm", NO_KANJI),
            Map.entry("charset/gb18030_GH1301.dcm", "not well-formed: a CS that it does not convert"),
            Map.entry("dicomdir/DICOMDIR", NO_DICOMDIR),
            Map.entry("dicomdir/DICOMDIR-bigEnd", NO_DICOMDIR),
            Map.entry("dicomdir/DICOMDIR-implicit", NO_DICOMDIR),
            Map.entry("dicomdir/DICOMDIR-nooffset", NO_DICOMDIR),
            Map.entry("dicomdir/DICOMDIR-nopatient", NO_DICOMDIR),
            Map.entry("dicomdir/DICOMDIR-reordered", NO_DICOMDIR),
            Map.entry("malformed/explicit_VR_UN.dcm", "(0008,0005) under UN"),
            Map.entry("malformed/j2k_jp2_pixelrep_mismatch.dcm", NO_KANJI),
            Map.entry("malformed/j2k_too_short.dcm", "the delimiter missing at the end"),
            Map.entry("malformed/jpeg_bad_length_rgb.dcm", "read as ending too early"),
            Map.entry("malformed/nested_iso_ir_dash.dcm", "a term of (0008,0005) with dashes"),
            Map.entry("malformed/no_preamble_dicm_in_data.dcm", "taken for a file with File Meta Information"));

    private static final Map<String, String> NOT_BY_PYDICOM = Map.of(
            "malformed/badVR.dcm", "an IS that is no number",
            "malformed/bad_sequence.dcm", "UN that the dictionary says is a sequence",
            "malformed/explicit_VR_UN.dcm", "UN that the dictionary says is text");

    private static final String PYDICOM =
            """
            import json, pydicom, warnings
            from pydicom.dataset import Dataset
            warnings.simplefilter('ignore')
            def write(name, make):
                try:
                    text = json.dumps(make().to_json_dict(suppress_invalid_tags=True))
                except Exception:
                    return
                open(name, 'w').write(text)
            for n, f in enumerate(open('files').read().splitlines()):
                write('%d.pydicom' % n, lambda: pydicom.dcmread(f, force=True))
                write('%d.reread' % n, lambda: Dataset.from_json(open('%d.json' % n).read(), lambda uri: None))
            """;

    @TempDir
    static Path folder;

    private static final List<Path> files = new ArrayList<>();
    private static final Set<String> encapsulated = new TreeSet<>();
    private static final Map<String, Process> peers = new HashMap<>();

    @BeforeAll
    static void peersConvertAllRealFiles() throws IOException {
        for (Path file : someOfEachSeries(DicomTestSupport.realFiles())) {
            try {
                DataSet dataSet = DicomReader.read(file).dataSet();
                write(dataSet, files.size());
                files.add(file);
                if (dataSet.get(Tag.PixelData)
                        .map(Element::value)
                        .filter(Value.Fragments.class::isInstance)
                        .isPresent()) {
                    encapsulated.add(DicomTestSupport.name(file));
                }
            } catch (DicomFormatException e) {
                // which files cannot be read is told by the test of the reader
            }
        }
        Files.write(
                folder.resolve("files"),
                files.stream().map(file -> file.toAbsolutePath().toString()).toList());
        startDcmtk("dcm2json", "dcm2json -q");
        startDcmtk("dcm2xml", "dcm2xml -q -nat +U8 +Eb +M");
    }

    /** All files, but of a series of one scanner only the first three: the others have the same elements. */
    private static List<Path> someOfEachSeries(List<Path> all) {
        Map<Path, Integer> counts = new HashMap<>();
        return all.stream()
                .filter(file -> !DicomTestSupport.name(file).startsWith("series")
                        || counts.merge(file.getParent(), 1, Integer::sum) <= 3)
                .toList();
    }

    private static void write(DataSet dataSet, int number) throws IOException {
        try (OutputStream out = Files.newOutputStream(folder.resolve(number + ".json"))) {
            DicomJson.write(dataSet, out, OPTIONS);
        }
        try (OutputStream out = Files.newOutputStream(folder.resolve(number + ".xml"))) {
            DicomXml.write(dataSet, out, OPTIONS);
        }
    }

    /** One process after the other, of a shell that runs beside this. */
    private static void startDcmtk(String tool, String command) throws IOException {
        if (Files.isExecutable(Path.of("/usr/bin", tool))) {
            String each = "%s \"$f\" $n.%s || rm -f $n.%s".formatted(command, tool, tool);
            start(tool, "sh", "-c", "n=0; while read -r f; do " + each + "; n=$((n+1)); done < files");
        }
    }

    private static void start(String peer, String... command) throws IOException {
        peers.put(
                peer,
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve(peer + ".log").toFile())
                        .start());
    }

    @AfterAll
    static void noPeerIsLeft() {
        peers.values().forEach(Process::destroyForcibly);
    }

    private static void await(String peer) throws Exception {
        assumeTrue(peers.containsKey(peer), "skipped: " + peer + " is not installed");
        assertThat(peers.get(peer).waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(peers.get(peer).exitValue())
                .as(Files.readString(folder.resolve(peer + ".log"), StandardCharsets.ISO_8859_1))
                .isZero();
    }

    private static void awaitPydicom() throws Exception {
        DicomTestSupport.assumePydicom();
        if (!peers.containsKey("pydicom")) {
            start("pydicom", DicomTestSupport.PYTHON.toString(), "-X", "utf8", "-c", PYDICOM);
        }
        await("pydicom");
    }

    @Test
    void jsonIsThatOfDcm2json() throws Exception {
        await("dcm2json");
        Set<String> missing = differ(
                EnumSet.range(KnownDifference.DCM2JSON_ITEM_CHARACTER_SET, KnownDifference.PRIVATE_DICTIONARY),
                ModelPeersIT::json,
                ".json",
                ".dcm2json");
        missing.removeAll(encapsulated);
        assertThat(missing).isEqualTo(NOT_BY_DCM2JSON.keySet());
    }

    @Test
    void xmlIsThatOfDcm2xml() throws Exception {
        await("dcm2xml");
        EnumSet<KnownDifference> known =
                EnumSet.range(KnownDifference.DCM2XML_ADDED_CHARACTER_SET, KnownDifference.DCM2XML_PRIVATE_TAG);
        known.addAll(EnumSet.of(
                KnownDifference.DCMTK_EMPTY_CHARACTER_SET,
                KnownDifference.DCMTK_DECIMALS,
                KnownDifference.PADDING,
                KnownDifference.PRIVATE_DICTIONARY));
        assertThat(differ(known, ModelPeersIT::xml, ".xml", ".dcm2xml")).isEqualTo(NOT_BY_DCM2XML.keySet());
    }

    @Test
    void jsonIsThatOfPydicom() throws Exception {
        awaitPydicom();
        EnumSet<KnownDifference> known =
                EnumSet.range(KnownDifference.PYDICOM_GROUP_LENGTH, KnownDifference.PYDICOM_PADDING);
        known.add(KnownDifference.PRIVATE_DICTIONARY);
        assertThat(differ(known, ModelPeersIT::json, ".json", ".pydicom")).isEmpty();
    }

    @Test
    void pydicomReadsTheJsonAsWhatItIs() throws Exception {
        awaitPydicom();
        EnumSet<KnownDifference> known = EnumSet.of(KnownDifference.ENCAPSULATED_LEFT_OUT);
        assertThat(differ(known, ModelPeersIT::json, ".json", ".reread")).isEqualTo(NOT_BY_PYDICOM.keySet());
    }

    @Test
    void bothModelsComeBackWithNothingButPaddingAdded() throws Exception {
        BulkDataResolver resolver =
                (tag, vr, uri) -> Optional.of(new Value.Fragments(List.of(BulkData.of(new byte[0]))));
        for (int i = 0; i < files.size(); i++) {
            try (InputStream in = Files.newInputStream(folder.resolve(i + ".json"));
                    OutputStream out = Files.newOutputStream(folder.resolve(i + ".json2"))) {
                DicomJson.write(DicomJson.read(in, ReadOptions.defaults(), resolver), out, OPTIONS);
            }
            try (InputStream in = Files.newInputStream(folder.resolve(i + ".xml"));
                    OutputStream out = Files.newOutputStream(folder.resolve(i + ".xml2"))) {
                DicomXml.write(DicomXml.read(in, ReadOptions.defaults(), resolver), out, OPTIONS);
            }
        }
        EnumSet<KnownDifference> known = EnumSet.of(KnownDifference.PADDING);
        assertThat(differ(known, ModelPeersIT::json, ".json", ".json2")).isEmpty();
        assertThat(differ(known, ModelPeersIT::xml, ".xml", ".xml2")).isEmpty();
    }

    /** How a document is read without the code under test. */
    @FunctionalInterface
    private interface Plain {
        Map<String, Attribute> of(Path document) throws Exception;
    }

    private static Map<String, Attribute> json(Path document) throws Exception {
        // not as UTF-8 by Jackson, for what dcm2json writes is not always
        return PlainModel.of(JSON.readTree(new String(Files.readAllBytes(document), StandardCharsets.UTF_8)));
    }

    private static Map<String, Attribute> xml(Path document) throws Exception {
        DocumentBuilder parser = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
        parser.setErrorHandler(new DefaultHandler()); // which throws, and prints nothing
        return PlainModel.of(parser.parse(document.toFile()).getDocumentElement());
    }

    /** What a peer wrote; empty if it wrote nothing, or nothing that is well-formed. */
    private static Optional<Map<String, Attribute>> theirs(Plain plain, Path document) throws Exception {
        try {
            return Files.exists(document) ? Optional.of(plain.of(document)) : Optional.empty();
        } catch (SAXException e) {
            return Optional.empty();
        }
    }

    /**
     * Asserts that documents differ as is known, and in all of those ways.
     *
     * @return files that the peer made no well-formed document of
     */
    private static Set<String> differ(EnumSet<KnownDifference> known, Plain plain, String ours, String theirs)
            throws Exception {
        Set<String> missing = new TreeSet<>();
        EnumSet<KnownDifference> met = EnumSet.noneOf(KnownDifference.class);
        List<Difference> unexpected = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            String file = DicomTestSupport.name(files.get(i));
            Optional<Map<String, Attribute>> peer = theirs(plain, folder.resolve(i + theirs));
            if (peer.isEmpty()) {
                missing.add(file);
                continue;
            }
            for (Difference difference : Difference.between(file, plain.of(folder.resolve(i + ours)), peer.get())) {
                known.stream()
                        .filter(reason -> reason.explains(difference))
                        .findFirst()
                        .ifPresentOrElse(met::add, () -> unexpected.add(difference));
            }
        }
        assertThat(unexpected).isEmpty();
        assertThat(met).isEqualTo(known);
        return missing;
    }
}
