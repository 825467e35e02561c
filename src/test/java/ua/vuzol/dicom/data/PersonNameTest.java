package ua.vuzol.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PersonNameTest {

    @Test
    void readsFiveComponentsOfThreeGroups() {
        PersonName name = PersonName.parse("Yamada^Tarou^^Dr^Jr=山田^太郎=やまだ^たろう");
        assertThat(name.alphabetic()).isEqualTo(new PersonName.Group("Yamada", "Tarou", "", "Dr", "Jr"));
        assertThat(name.ideographic().family()).isEqualTo("山田");
        assertThat(name.phonetic().given()).isEqualTo("たろう");
    }

    @Test
    void thePatronymicIsTheMiddleName() {
        assertThat(PersonName.of("Шевченко", "Тарас", "Григорович").format()).isEqualTo("Шевченко^Тарас^Григорович");
    }

    @Test
    void dropsTrailingCaretsAndEqualsSigns() {
        assertThat(PersonName.parse("Шевченко^Тарас^^^==").format()).isEqualTo("Шевченко^Тарас");
        assertThat(PersonName.parse("").format()).isEmpty();
        assertThat(PersonName.parse("==やまだ").format()).isEqualTo("==やまだ");
    }

    @Test
    void aNameThatIsOnlyPassedOnLosesNothing() {
        for (String text : List.of("Шевченко^Тарас^^^==", "A^B^C^D^E^F=G=H=I", "A ^ B", "==")) {
            PersonName name = PersonName.parse(text);
            assertThat(name.text()).isEqualTo(text);
            DataSet dataSet = new DataSet().put(Tag.PatientName, name);
            assertThat(dataSet.string(Tag.PatientName)).contains(text);
        }
    }

    @Test
    void namesAreEqualIfTheirGroupsAre() {
        PersonName name = PersonName.of("Шевченко", "Тарас", "");
        assertThat(PersonName.parse("Шевченко^Тарас^^^=")).isEqualTo(name).hasSameHashCodeAs(name);
        assertThat(PersonName.parse("Шевченко^Тарас^Григорович")).isNotEqualTo(name);
        assertThat(PersonName.parse("=Шевченко^Тарас")).isNotEqualTo(name);
        assertThat(name.text()).isEqualTo("Шевченко^Тарас");
    }

    @Property
    void whatWasFormattedIsReadBack(@ForAll("groups") PersonName.Group one, @ForAll("groups") PersonName.Group two) {
        PersonName name = new PersonName(one, PersonName.Group.EMPTY, two);
        assertThat(PersonName.parse(name.format())).isEqualTo(name);
    }

    @Provide
    Arbitrary<PersonName.Group> groups() {
        Arbitrary<String> component =
                Arbitraries.strings().withCharRange('А', 'я').withChars("'-Ґґ").ofMaxLength(12);
        return Combinators.combine(component, component, component, component, component)
                .as(PersonName.Group::new);
    }
}
