package ua.vuzol.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ua.vuzol.dicom.io.DicomTestSupport;

/** Real files as they come: those that are right are stored byte for byte. */
class RealObjectsIT extends ReceivingTestSupport {
    private static final String ODD = "it had values of odd length";
    private static final String NO_UID = "was no UID and has been made";
    private static final String NO_META = "it came without preamble or File Meta Information";

    /** What is not right, and what becomes of it. */
    private static final Map<String, String> CHANGED = Map.of(
            "deid/dwv_anonymise.dcm", "SOPClassUID was missing and has been made",
            "deid/header_phi_simpson_no_burnedin.dcm", ODD,
            "deid/nonphi_text_in_pixels.dcm", NO_UID,
            "malformed/ExplVR_BigEndNoMeta.dcm", NO_META,
            "malformed/bad_sequence.dcm", NO_UID,
            "malformed/jpeg_bad_length_rgb.dcm", "it was not in the transfer syntax that it declared",
            "sop_class/DX.dcm", ODD,
            "sop_class/ECG_12lead_ecgtoolkit.dcm", NO_UID,
            "sop_class/MR_philips_enhanced_multifrag_j2k.dcm", NO_UID,
            "sop_class/RTSTRUCT_nopreamble.dcm", NO_META);

    @Test
    void everyRealFileThatIsRightIsStoredByteForByte() throws IOException {
        Map<Long, Path> sent = new LinkedHashMap<>();
        for (Path file : DicomTestSupport.realFiles()) {
            sent.put(receive(Files.readAllBytes(file)), file);
        }
        normaliseAll();
        int unchanged = 0;
        for (Map.Entry<Long, Path> each : sent.entrySet()) {
            String name = DicomTestSupport.name(each.getValue());
            if (state(each.getKey()).equals("STORED")) {
                byte[] stored = stored(objectUid(each.getKey()));
                if (CHANGED.containsKey(name)) {
                    assertThat(timeline(read(stored))).as(name).anyMatch(line -> line.contains(CHANGED.get(name)));
                } else {
                    assertThat(stored).as(name).isEqualTo(Files.readAllBytes(each.getValue()));
                    unchanged++;
                }
            }
        }
        assertThat(unchanged).isGreaterThan(350);
        assertThat(quarantined()).isNotEmpty().allSatisfy(entry -> assertThat(entry.reason())
                .matches(".*(with other content|cannot be read as DICOM|no Study Instance UID).*"));
    }

    private String objectUid(long id) {
        return jdbc.sql("select object_uid from received_object where id = :id")
                .param("id", id)
                .query(String.class)
                .single();
    }
}
