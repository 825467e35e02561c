package ua.vuzol.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DictionaryTest {

    private final Dictionary dictionary = Dictionary.standard();

    @Test
    void everyRowIsWholeAndUnique() {
        Set<String> tags = new HashSet<>();
        Set<String> keywords = new HashSet<>();
        List<String> rows = new ArrayList<>();
        Dictionary.rows("dictionary.tsv", row -> {
            rows.add(row[0]);
            assertThat(row).as(row[0]).hasSize(6);
            assertThat(tags.add(row[0])).as(row[0]).isTrue();
            assertThat(keywords.add(row[3])).as(row[3]).isTrue();
            assertThat(row[0]).matches("[0-9A-Fx]{8}");
            assertThat(row[2]).as(row[0]).matches("[0-9]+(-[0-9]*n?)?");
            assertThat(row[3]).matches("[A-Za-z][A-Za-z0-9]+");
        });
        assertThat(rows).hasSizeGreaterThan(5000);
    }

    @Test
    void knowsAnElement() {
        assertThat(dictionary.lookup(Tag.PatientName))
                .contains(new Dictionary.Entry(
                        Tag.PatientName, List.of(VR.PN), "1", "PatientName", "Patient's Name", false));
    }

    @Test
    void knowsAnElementWithMoreThanOneVr() {
        assertThat(dictionary.lookup(Tag.PixelData).orElseThrow().vrs()).containsExactlyInAnyOrder(VR.OB, VR.OW);
    }

    @Test
    void knowsRepeatingGroupsAndElements() {
        assertThat(dictionary.lookup(0x60023000)).map(Dictionary.Entry::keyword).contains("OverlayData");
        assertThat(dictionary.lookup(0x50100005)).map(Dictionary.Entry::keyword).contains("CurveDimensions");
        assertThat(dictionary.lookup(0x00203102)).map(Dictionary.Entry::keyword).contains("SourceImageIDs");
        assertThat(dictionary.lookup(0x60013000)).as("an odd group is private").isEmpty();
    }

    @Test
    void knowsTheLengthOfAnyGroup() {
        assertThat(dictionary.lookup(0x00100000)).map(Dictionary.Entry::vrs).contains(List.of(VR.UL));
        assertThat(dictionary.lookup(0x00090000)).map(Dictionary.Entry::vrs).contains(List.of(VR.UL));
    }

    @Test
    void doesNotKnowPrivateElements() {
        assertThat(dictionary.lookup(0x00091001)).isEmpty();
    }

    @Test
    void findsByKeyword() {
        assertThat(dictionary.byKeyword("StudyInstanceUID").orElseThrow().tag()).isEqualTo(Tag.StudyInstanceUID);
        assertThat(dictionary.byKeyword("NoSuchThing")).isEmpty();
    }
}
