package ua.vuzol.intake.convert;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ua.vuzol.dicom.data.PersonName;

class PersonNamesTest {

    @ParameterizedTest
    @CsvSource({
        "Шевченко, Шевченко",
        "Шевченко Тарас, Шевченко^Тарас",
        "'  Шевченко   Тарас Григорович ', Шевченко^Тарас^Григорович",
        "Нечуй-Левицький Іван Семенович, Нечуй-Левицький^Іван^Семенович",
        "Шевченко Т. Г., Шевченко^Т.^Г.",
        "Шевченко Т.Г., Шевченко^Т.^Г.",
        "Алієв Ельдар Рашид Огли, Алієв^Ельдар^Рашид Огли",
        "Шевченко^Тарас^Григорович^^, Шевченко^Тарас^Григорович"
    })
    void aNameInOneFieldBecomesComponents(String text, String name) {
        assertThat(PersonNames.parse(text)).isEqualTo(name);
    }

    @Test
    void delimitersInsideAPartBecomeSpaces() {
        assertThat(PersonNames.of("Мак=Грегор", "Іван\\Петро", "А^Б", "", "")).isEqualTo("Мак Грегор^Іван Петро^А Б");
    }

    @Property
    void noPartCanEscapeItsComponent(
            @ForAll @CharRange(from = ' ', to = '~') @CharRange(from = 'А', to = 'я') String family,
            @ForAll @CharRange(from = ' ', to = '~') String given) {
        PersonName name = PersonName.parse(PersonNames.of(family, given, "Z", "", ""));

        assertThat(name.alphabetic().middle()).isEqualTo("Z");
        assertThat(name.ideographic().isEmpty()).isTrue();
    }
}
