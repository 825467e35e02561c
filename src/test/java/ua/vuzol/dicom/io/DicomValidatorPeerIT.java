package ua.vuzol.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import ua.vuzol.dicom.data.Tag;

/** dciodvfy of dicom3tools misses the same attributes of type 1 and 2 in the real files. */
class DicomValidatorPeerIT {

    private static final Path DCIODVFY = Path.of("/usr/bin/dciodvfy");
    private static final Pattern ITS_LINE = Pattern.compile(
            "Error - (?:Missing attribute|Empty attribute \\(no value\\)) Type [12] Required Element=<(\\w+)> Module=<.*>");
    private static final Pattern OUR_PROBLEM =
            Pattern.compile("(\\w+) is (?:missing|empty) \\(.* Module, type [12]\\)");

    /** What dciodvfy finds and we do not, with the reason. */
    private static final Map<String, String> ONLY_DCIODVFY = Map.of(
            "sop_class/ECG_12lead_ecgtoolkit.dcm ReferencedWaveformChannels", "Waveform Annotation is conditional",
            "sop_class/NM_13frames.dcm RotationInformationSequence", "NM Tomo Acquisition is conditional",
            "sop_class/OT_overlay.dcm OverlayData", "Overlay Plane is optional",
            "sop_class/RTSTRUCT_nopreamble.dcm FrameOfReferenceUID", "Frame of Reference became optional there",
            "sop_class/RTSTRUCT_nopreamble.dcm PositionReferenceIndicator", "Frame of Reference became optional there");

    @Test
    void whatDciodvfyMissesIsMissedHereToo() throws Exception {
        assumeTrue(Files.isExecutable(DCIODVFY), "skipped: dciodvfy of dicom3tools is not installed");
        Set<String> onlyTheirs = new TreeSet<>();
        Map<String, Integer> onlyOurs = new TreeMap<>();
        for (Path file : DicomTestSupport.realFiles()) {
            String name = DicomTestSupport.name(file);
            if (name.startsWith("series") && !name.endsWith("01.dcm") || !isOfKnownClass(file)) {
                continue;
            }
            Set<String> theirs = theirs(file);
            Set<String> ours = ours(file);
            theirs.stream()
                    .filter(keyword -> !ours.contains(keyword))
                    .forEach(keyword -> onlyTheirs.add(name + " " + keyword));
            ours.stream()
                    .filter(keyword -> !theirs.contains(keyword))
                    .forEach(keyword -> onlyOurs.merge(keyword, 1, Integer::sum));
        }
        assertThat(onlyTheirs).containsExactlyInAnyOrderElementsOf(ONLY_DCIODVFY.keySet());
        // PS3.3 Table C.7-5a has Modality as type 1; dciodvfy only warns where Secondary Capture lacks it
        assertThat(onlyOurs).containsExactly(Map.entry("Modality", 9));
    }

    /** Without it dciodvfy looks no further. */
    private static boolean isOfKnownClass(Path file) throws IOException {
        try {
            return DicomReader.read(file).dataSet().string(Tag.SOPClassUID).isPresent();
        } catch (DicomFormatException e) {
            return false;
        }
    }

    private static Set<String> ours(Path file) throws IOException {
        Set<String> keywords = new TreeSet<>();
        for (Finding finding : DicomValidator.validate(file).findings()) {
            Matcher missing = OUR_PROBLEM.matcher(finding.problem());
            if (missing.matches()) {
                keywords.add(missing.group(1));
            }
        }
        return keywords;
    }

    /** But for the file meta information, which it looks at in part only. */
    private static Set<String> theirs(Path file) throws IOException {
        Process process = new ProcessBuilder(DCIODVFY.toString(), file.toString())
                .redirectErrorStream(true)
                .start();
        Set<String> keywords = new TreeSet<>();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        output.lines().forEach(line -> {
            Matcher missing = ITS_LINE.matcher(line);
            if (missing.matches() && Tag.group(Tag.parse(missing.group(1))) != 0x0002) {
                keywords.add(missing.group(1));
            }
        });
        return keywords;
    }
}
