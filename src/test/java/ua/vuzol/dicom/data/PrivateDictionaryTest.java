package ua.vuzol.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrivateDictionaryTest {

    private final PrivateDictionary dictionary = PrivateDictionary.standard();

    @Test
    void everyRowIsWholeAndUnique() {
        Set<String> tags = new HashSet<>();
        Dictionary.rows("private.tsv", row -> {
            String name = row[0] + " " + row[1];
            assertThat(row).as(name).hasSize(5);
            assertThat(tags.add(name)).as(name).isTrue();
            assertThat(row[1]).as(name).matches("[0-9A-F]{2}([0-9A-F][13579BDF]|xx)(xx|[1-9A-F][0-9A-F])[0-9A-F]{2}");
            assertThat(row[3]).as(name).matches("[0-9]+(-[0-9]*n?)?");
            assertThat(row[0].strip()).as(name).isEqualTo(row[0]);
        });
        assertThat(tags).hasSizeGreaterThan(2500);
    }

    @Test
    void knowsAnElementInWhateverBlockItIs() {
        for (int block : new int[] {0x10, 0x11, 0xFF}) {
            DataSet dataSet = new DataSet().put(0x00290000 | block, VR.LO, "SIEMENS CSA HEADER");
            assertThat(dictionary.lookup(dataSet, 0x00290010 | block << 8))
                    .map(Dictionary.Entry::keyword)
                    .contains("CSAImageHeaderInfo");
            assertThat(dictionary.lookup(dataSet, 0x00290010 | block << 8))
                    .map(Dictionary.Entry::vrs)
                    .contains(List.of(VR.OB));
        }
    }

    @Test
    void knowsElementsOfRepeatingGroups() {
        assertThat(dictionary.lookup("DLX_ANNOT_01", 0x70011004))
                .map(Dictionary.Entry::keyword)
                .contains("TextAnnotation");
        assertThat(dictionary.lookup("DLX_ANNOT_01", 0x70431004)).isPresent();
    }

    @Test
    void anotherCreatorMeansAnotherElement() {
        DataSet dataSet = new DataSet().put(0x00290010, VR.LO, "VUZOL");
        assertThat(dictionary.lookup(dataSet, 0x00291010)).isEmpty();
        assertThat(dictionary.lookup(dataSet, 0x00291110)).as("no creator").isEmpty();
        assertThat(dictionary.lookup(dataSet, 0x00290010)).as("the creator").isEmpty();
        assertThat(dictionary.lookup(dataSet, Tag.PatientID)).isEmpty();
        assertThat(dataSet.privateCreator(0x00291010)).contains("VUZOL");
        dataSet.putBytes(0x00290010, VR.UN, "VUZOL ".getBytes());
        assertThat(dataSet.privateCreator(0x00291010)).as("written as UN").contains("VUZOL");
    }
}
