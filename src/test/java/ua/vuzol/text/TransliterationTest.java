package ua.vuzol.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TransliterationTest {
    private final Transliteration ukrainian = Transliteration.load(Tables.TRANSLITERATION.resolve("uk-kmu55.tsv"));
    private final Transliteration russian = Transliteration.load(Tables.TRANSLITERATION.resolve("ru-icao9303.tsv"));

    static Stream<List<String>> kmu55Examples() {
        return Tables.rows("kmu55-examples.tsv");
    }

    @ParameterizedTest
    @MethodSource("kmu55Examples")
    void rendersTheExamplesOfTheResolution(List<String> example) {
        assertThat(ukrainian.toLatin(example.get(0))).isEqualTo(example.get(1));
    }

    @Test
    void allOfficialExamplesAreThere() {
        assertThat(kmu55Examples().filter(row -> row.get(2).equals("KMU55"))).hasSize(76);
    }

    @ParameterizedTest
    @CsvSource({
        "Щёголев, Shchegolev",
        "Подъячев, Podieiachev",
        "Юрьевич, Iurevich",
        "Эйдельман, Eidelman",
        "Цой, Tsoi",
        "Пётр, Petr",
        "Илья, Ilia",
        "Рыбаков, Rybakov",
        "Фёдорович, Fedorovich",
        "ЩЁГОЛЕВ, SHCHEGOLEV"
    })
    void rendersRussianNamesAsPassportsDo(String cyrillic, String latin) {
        assertThat(russian.toLatin(cyrillic)).isEqualTo(latin);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Знам`янка|Znamianka",
                "Знам´янка|Znamianka",
                "Знам′янка|Znamianka",
                "Знам‘янка|Znamianka",
                "О'Коннор|OKonnor",
                "'Юрій'|'Yurii'",
                "O'Brien|O'Brien",
                "кабінет 5'|kabinet 5'",
                "ЗГ|ZGH",
                "зГори|zghory",
                "Є|Ye",
                "Ю. Є.|Yu. Ye.",
                "М.Щ.|M.Shch.",
                "З'ЇЗД|ZIZD",
                "МакЄва|MakIeva",
                "2Я|2Ya",
                "Ки\u0301їв|Kyiv",
                "Émile №5 «Ї»|Emile No5 \"Yi\"",
                "中|?"
            })
    void keepsTheRulesOfWordStartApostropheAndCapitals(String cyrillic, String latin) {
        assertThat(ukrainian.toLatin(cyrillic)).isEqualTo(latin);
    }

    @Test
    void composesDecomposedLettersFirst() {
        String decomposed = Normalizer.normalize("Їжакевич Йосип Андрій", Normalizer.Form.NFD);
        assertThat(ukrainian.toLatin(decomposed)).isEqualTo("Yizhakevych Yosyp Andrii");
        assertThat(russian.toLatin(Normalizer.normalize("Фёдор", Normalizer.Form.NFD)))
                .isEqualTo("Fedor");
    }

    @Property
    void asciiPassesUnchanged(@ForAll @CharRange(from = 0, to = 127) String ascii) {
        assertThat(Shared.UKRAINIAN.toLatin(ascii)).isEqualTo(ascii);
    }

    @Property
    void theResultIsAscii(@ForAll String any) {
        assertThat(Shared.UKRAINIAN.toLatin(any)).matches("\\p{ASCII}*");
    }

    @Property
    void cyrillicNeverBecomesAQuestionMark(
            @ForAll @CharRange(from = 'а', to = 'я') @CharRange(from = 'А', to = 'Я') String cyrillic) {
        assertThat(Shared.UKRAINIAN.toLatin(cyrillic)).doesNotContain("?");
        assertThat(Shared.RUSSIAN.toLatin(cyrillic)).doesNotContain("?");
    }

    @Test
    void aMissingLetterIsNamed(@TempDir Path folder) throws IOException {
        Path file = table(folder, "@alphabet\tабв", "а\ta\ta", "в\tv\tv");
        assertThatThrownBy(() -> Transliteration.load(file))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("table.tsv")
                .hasMessageEndingWith("no row for the letters б");
    }

    @Test
    void aSecondRowForALetterIsNamedWithItsLine(@TempDir Path folder) throws IOException {
        Path file = table(folder, "@alphabet\tа", "а\ta\ta", "# comment", "а\to\to");
        assertThatThrownBy(() -> Transliteration.load(file))
                .isInstanceOfSatisfying(
                        MappingException.class, e -> assertThat(e.line()).isEqualTo(4))
                .hasMessageContaining("table.tsv:4: a second row for а");
    }

    @ParameterizedTest
    @CsvSource({
        "а;a, expected three cells",
        "А;a;a, lower-case",
        "а;ä;a, printable ASCII",
        "а;;a, printable ASCII",
        "а, expected 2 cells"
    })
    void aWrongRowIsNamedWithItsLine(String row, String problem, @TempDir Path folder) throws IOException {
        Path file = table(folder, "@alphabet\tа", row.replace(';', '\t'));
        assertThatThrownBy(() -> Transliteration.load(file))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("table.tsv:2: ")
                .hasMessageContaining(problem);
    }

    @Test
    void aTableWithoutAlphabetIsRefused(@TempDir Path folder) throws IOException {
        Path file = table(folder, "а\ta\ta");
        assertThatThrownBy(() -> Transliteration.load(file)).hasMessageContaining("@alphabet is missing");
    }

    @Test
    void aMissingFileIsNamed(@TempDir Path folder) {
        assertThatThrownBy(() -> Transliteration.load(folder.resolve("absent.tsv")))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("absent.tsv");
    }

    private static Path table(Path folder, String... lines) throws IOException {
        return Files.write(folder.resolve("table.tsv"), List.of(lines));
    }

    /** jqwik makes a new instance of the class for every try. */
    private static final class Shared {
        private static final Transliteration UKRAINIAN =
                Transliteration.load(Tables.TRANSLITERATION.resolve("uk-kmu55.tsv"));
        private static final Transliteration RUSSIAN =
                Transliteration.load(Tables.TRANSLITERATION.resolve("ru-icao9303.tsv"));
    }
}
