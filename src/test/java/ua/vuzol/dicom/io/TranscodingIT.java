package ua.vuzol.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;

/**
 * DCMTK's dcmconv makes the same of the native real files in every other native syntax: the same VRs and the same bytes. It is
 * not asked about padding, which it mends, nor about private elements, some of which it knows by a dictionary, nor about the
 * offsets in a DICOMDIR, as its file has another length.
 */
class TranscodingIT {

    private static final Path DCMCONV = Path.of("/usr/bin/dcmconv");

    @TempDir
    Path folder;

    private record Content(String vr, byte[] bytes) {
        boolean isAs(Content other) {
            return vr.equals(other.vr) && Arrays.equals(bytes, other.bytes);
        }
    }

    @ParameterizedTest
    @CsvSource({"+ti, 1.2.840.10008.1.2", "+te, 1.2.840.10008.1.2.1", "+tb, 1.2.840.10008.1.2.2"})
    void dcmconvMakesTheSame(String option, String uid) throws Exception {
        assumeTrue(Files.isExecutable(DCMCONV), "skipped: DCMTK's dcmconv is not installed");
        int compared = 0;
        for (Path file : DicomTestSupport.realFiles()) {
            Optional<DicomObject> object = nativeImage(file);
            if (object.isEmpty()) {
                continue;
            }
            Path theirs = folder.resolve("theirs.dcm");
            Path ours = folder.resolve("ours.dcm");
            DicomPeersIT.run(DCMCONV.toString(), "-q", "-e", option, file.toString(), theirs.toString());
            DicomWriter.write(
                    new DicomObject(object.get().fileMeta(), object.get().dataSet(), TransferSyntax.of(uid)), ours);
            Map<String, Content> expected = content(DicomReader.read(theirs).dataSet());
            Map<String, Content> found = content(DicomReader.read(ours).dataSet());
            assertThat(found.keySet()).as(file.toString()).isEqualTo(expected.keySet());
            assertThat(found).as(file.toString()).allSatisfy((path, content) -> assertThat(
                            content.isAs(expected.get(path)))
                    .as(path)
                    .isTrue());
            compared++;
        }
        assertThat(compared).isGreaterThan(50);
    }

    /** What the file holds, if dcmconv can read it and its pixel data is native; one file stands for a series. */
    private static Optional<DicomObject> nativeImage(Path file) throws IOException {
        String name = DicomTestSupport.name(file);
        if (RoundTripTest.NOT_READ.containsKey(name)
                || name.equals("malformed/no_preamble_dicm_in_data.dcm")
                || name.startsWith("series") && !name.contains("/01.")) {
            return Optional.empty();
        }
        return Optional.of(DicomReader.read(file))
                .filter(object -> !object.transferSyntax().encapsulated());
    }

    private static Map<String, Content> content(DataSet root) {
        Map<String, Content> all = new TreeMap<>();
        Deque<Map.Entry<String, DataSet>> open = new ArrayDeque<>();
        open.push(Map.entry("", root));
        while (!open.isEmpty()) {
            Map.Entry<String, DataSet> at = open.pop();
            for (Element element : at.getValue()) {
                String path = at.getKey() + Tag.format(element.tag());
                if (element.value() instanceof Value.Items items && !Tag.isPrivate(element.tag())) {
                    for (int i = 0; i < items.dataSets().size(); i++) {
                        open.push(Map.entry(path + i, items.dataSets().get(i)));
                    }
                } else if (isCompared(element)) {
                    all.put(path, new Content(element.vrCode(), withoutPadding(element)));
                }
            }
        }
        return all;
    }

    private static boolean isCompared(Element element) {
        boolean offset = Tag.group(element.tag()) == 0x0004 && element.vr() == VR.UL;
        return !offset && !Tag.isPrivate(element.tag()) && !Tag.isGroupLength(element.tag());
    }

    private static byte[] withoutPadding(Element element) {
        byte[] bytes = element.bytes();
        boolean padded = bytes.length > 0 && (bytes[bytes.length - 1] == 0 || bytes[bytes.length - 1] == ' ');
        return padded ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }
}
