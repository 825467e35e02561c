package ua.vuzol.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Field;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagTest {

    @ParameterizedTest
    @ValueSource(strings = {"(0010,0010)", "0010,0010", "00100010", "PatientName", " (0010, 0010) "})
    void readsATagHoweverItIsWritten(String text) {
        assertThat(Tag.parse(text)).isEqualTo(Tag.PatientName);
    }

    @Property
    void formattingAndParsingAreInverse(@ForAll int tag) {
        assertThat(Tag.parse(Tag.format(tag))).isEqualTo(tag);
    }

    @Test
    void refusesWhatIsNoTag() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tag.parse("PatientsName"))
                .withMessageContaining("PatientsName");
    }

    @Test
    void tellsPrivateElementsAndTheirCreatorsFromStandardOnes() {
        assertThat(Tag.isPrivate(0x00091001)).isTrue();
        assertThat(Tag.isPrivate(Tag.PatientName)).isFalse();
        assertThat(Tag.isPrivateCreator(0x00090010)).isTrue();
        assertThat(Tag.isPrivateCreator(0x00091010)).isFalse();
        assertThat(Tag.isPrivateCreator(0x00100010)).isFalse();
    }

    @Test
    void everyConstantIsTheDictionarysTagOfThatKeyword() throws IllegalAccessException {
        int constants = 0;
        for (Field field : Tag.class.getFields()) {
            if (field.getType() == int.class) {
                constants++;
                assertThat(Dictionary.standard().byKeyword(field.getName()))
                        .as(field.getName())
                        .map(Dictionary.Entry::tag)
                        .contains(field.getInt(null));
            }
        }
        assertThat(constants).isGreaterThan(1000);
    }
}
