package ua.vuzol.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ua.vuzol.text.Homoglyphs.Folded;
import ua.vuzol.text.Homoglyphs.Options;

class HomoglyphsTest {
    private final Homoglyphs homoglyphs = Homoglyphs.load(Tables.TRANSLITERATION.resolve("homoglyphs.tsv"));

    @ParameterizedTest
    @CsvSource({
        "Iван, Іван",
        "Сергiй, Сергій",
        "Cидоренко, Сидоренко",
        "Шевченко^Юрiй^Якович, Шевченко^Юрій^Якович",
        "Їжaкeвич, Їжакевич",
        "Кïïв, Кїїв",
        "KИЇBCЬКA, КИЇВСЬКА",
        "Знам'янкa, Знам'янка"
    })
    void foldsAWordThatMixesScriptsToTheScriptOfMostLetters(String seen, String folded) {
        assertThat(homoglyphs.fold(seen)).isEqualTo(new Folded(folded, true, false));
    }

    @Test
    void foldsTowardsLatinWhereMostLettersAreLatin() {
        assertThat(homoglyphs.fold("Smіth")).isEqualTo(new Folded("Smith", true, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Іван Петренко", "Ivan Petrenko", "Іван Smith", "СТ 12345", "КС 123456", "1.2.840.10008", "", "5"
            })
    void leavesWhatMixesNothing(String text) {
        assertThat(homoglyphs.fold(text)).isEqualTo(new Folded(text, false, false));
    }

    @ParameterizedTest
    @CsvSource({"HOCOBA Олена, НОСОВА Олена", "Олена^HOCOBA, Олена^НОСОВА", "A. B. Коваль, А. В. Коваль"})
    void aWordOfLookAlikesBesideACyrillicOneIsFoldedAndDoubtful(String seen, String folded) {
        assertThat(homoglyphs.fold(seen)).isEqualTo(new Folded(folded, true, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"OCOPA", "Жwа", "Aа", "Iван5", "ПетренкоW"})
    void whatCouldBeMeantOtherwiseIsLeftAndDoubtful(String text) {
        assertThat(homoglyphs.fold(text)).isEqualTo(new Folded(text, false, true));
    }

    @Test
    void foldsToTheOnlyScriptThatAllLettersHave() {
        assertThat(homoglyphs.fold("HOCOBИЧ")).isEqualTo(new Folded("НОСОВИЧ", true, true));
    }

    @ParameterizedTest
    @CsvSource({"Петр0вич, Петрович", "К0ВАЛЬ, КОВАЛЬ", "ВО3НЮК, ВОЗНЮК", "Мар1я, Марія", "Марlя, Марія", "Мар|я, Марія"
    })
    void readsADigitBetweenCyrillicLettersAsALetter(String seen, String folded) {
        assertThat(homoglyphs.fold(seen)).isEqualTo(new Folded(folded, true, false));
    }

    @Test
    void readsNoDigitsWhereTheSourceSaysSo() {
        Options noDigits = new Options(false, false);
        assertThat(homoglyphs.fold("К0ВАЛЬ", noDigits)).isEqualTo(new Folded("К0ВАЛЬ", false, false));
    }

    @Test
    void foldsLooseLettersOnlyForSourcesThatAsk() {
        assertThat(homoglyphs.fold("Шевчeнkо")).isEqualTo(new Folded("Шевчeнkо", false, true));
        assertThat(homoglyphs.fold("Шевчeнkо", new Options(true, true))).isEqualTo(new Folded("Шевченко", true, false));
    }

    @Property
    void foldingAgainChangesNothing(@ForAll("lookAlikes") String text, @ForAll boolean loose, @ForAll boolean digits) {
        Options options = new Options(loose, digits);
        String once = Shared.HOMOGLYPHS.fold(text, options).text();
        assertThat(Shared.HOMOGLYPHS.fold(once, options))
                .extracting(Folded::text, Folded::changed)
                .containsExactly(once, false);
    }

    @Property
    void foldingKeepsTheLength(@ForAll String text) {
        assertThat(Shared.HOMOGLYPHS.fold(text).text()).hasSameSizeAs(text);
    }

    @Provide
    Arbitrary<String> lookAlikes() {
        return Arbitraries.strings().withChars("aаcСiіIІHНkкMжЖwзз03l|1 ^'-.").ofMaxLength(30);
    }

    @ParameterizedTest
    @CsvSource({
        "a;а;digital, the kind must be",
        "ж;а;letter, expected a Latin letter",
        "a;a;letter, one Cyrillic letter"
    })
    void aWrongRowIsNamed(String row, String problem, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("homoglyphs.tsv"), row.replace(';', '\t'));
        assertThatThrownBy(() -> Homoglyphs.load(file))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("homoglyphs.tsv:1: ")
                .hasMessageContaining(problem);
    }

    private static final class Shared {
        private static final Homoglyphs HOMOGLYPHS = Homoglyphs.load(Tables.TRANSLITERATION.resolve("homoglyphs.tsv"));
    }
}
