package ua.vuzol.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import ua.vuzol.text.Language;
import ua.vuzol.text.Text;

class WarningsTest {
    private static final Text TEXT = new Text(Path.of("mappings"), Language.UKRAINIAN);

    private static List<String> of(String name, String birthDate, String sex, PatientId... numbers) {
        return new Warnings(TEXT)
                .of(Patient.unregistered(
                        new PatientId("1", ""),
                        name,
                        Optional.empty(),
                        Optional.of(LocalDate.parse(birthDate)),
                        Optional.of(sex),
                        List.of(numbers)));
    }

    private static List<String> of(IdentifierKind kind, String number) {
        return of("Їжакевич^Іван", "1948-02-28", "M", kind.number(number));
    }

    @Test
    void whatIsRightIsNotTold() {
        assertThat(of(IdentifierKind.RNOKPP, "1759013776")).isEmpty();
        assertThat(of("Х^У", "1987-03-12", "F", IdentifierKind.UNZR.number("19870312-00018")))
                .isEmpty();
        assertThat(of(IdentifierKind.PASSPORT, "АБ123456")).isEmpty();
        assertThat(of(IdentifierKind.ID_CARD, "123456789")).isEmpty();
        assertThat(of("Ї^І", "1948-02-28", "M", new PatientId("1759013770", "LAB")))
                .isEmpty();
    }

    @Test
    void checkDigitsAndFormsAreTold() {
        assertThat(of(IdentifierKind.RNOKPP, "1759013770")).containsExactly("RNOKPP has a wrong check digit.");
        assertThat(of(IdentifierKind.RNOKPP, "17590")).containsExactly("RNOKPP has not the form of such a number.");
        assertThat(of(IdentifierKind.UNZR, "19480228-00012")).containsExactly("UNZR has a wrong check digit.");
        assertThat(of(IdentifierKind.PASSPORT, "ЫЪ123456"))
                .containsExactly("PASSPORT has not the form of such a number.");
        assertThat(of(IdentifierKind.ID_CARD, "12")).containsExactly("ID_CARD has not the form of such a number.");
    }

    @Test
    void numbersThatTellAnotherPersonAreTold() {
        assertThat(of("Х^У", "1948-02-27", "F", IdentifierKind.RNOKPP.number("1759013776")))
                .containsExactly("RNOKPP tells another birth date.", "RNOKPP tells another sex.");
        assertThat(of("Х^У", "1987-03-13", "F", IdentifierKind.UNZR.number("19870312-00018")))
                .containsExactly("UNZR tells another birth date.");
    }

    @Test
    void lettersOfTheWrongScriptAreTold() {
        assertThat(of("Їжакевич^Iван", "1948-02-28", "M"))
                .containsExactly("The name has letters of both scripts that only look alike.");
    }
}
