package ua.vuzol.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
    private final Text text = new Text(Tables.MAPPINGS, Language.UKRAINIAN);

    @ParameterizedTest
    @CsvSource({
        "Шевченко^Юрій, UKRAINIAN",
        "Ґава^Олег, UKRAINIAN",
        "Рыбаков^Олег, RUSSIAN",
        "Щёголев^Пётр, RUSSIAN",
        "Лысенко^Андрій, MIXED",
        "Коваль^Роман, UNKNOWN",
        "Иванов^Николай, RUSSIAN",
        "Коваль^Микола, UKRAINIAN",
        "Коваль^Микола^Николаевич, UNKNOWN",
        "Smith^John, UNKNOWN"
    })
    void tellsTheLanguageOfAWholeName(String name, Language language) {
        assertThat(text.language(name)).isEqualTo(language);
    }

    @Test
    void aDecomposedLetterTellsTheLanguageToo() {
        assertThat(text.language("Ки\u0438\u0456\u0308в")).isEqualTo(Language.UKRAINIAN);
        assertThat(text.language("Сем\u0435\u0308нов")).isEqualTo(Language.RUSSIAN);
    }

    @ParameterizedTest
    @CsvSource({
        "Шевченко^Григорій, Shevchenko^Hryhorii",
        "Рыбаков^Григорий, Rybakov^Grigorii",
        "Рыбаков^Олег, Rybakov^Oleg",
        "Коваль^Олег, Koval^Oleh",
        "Лысенко^Юрій—Глеб, Lysenko^Yurii-Hleb"
    })
    void choosesTheTableByTheWholeName(String name, String latin) {
        assertThat(text.latin(name)).isEqualTo(latin);
    }

    @Test
    void aNameThatDoesNotTellIsInTheDefaultLanguage() {
        assertThat(new Text(Tables.MAPPINGS, Language.RUSSIAN).latin("Коваль^Олег"))
                .isEqualTo("Koval^Oleg");
    }

    @Test
    void theDefaultLanguageMustBeALanguage() {
        assertThatThrownBy(() -> new Text(Tables.MAPPINGS, Language.MIXED))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aWrongHintIsNamedWithItsLine(@TempDir Path folder) throws IOException {
        Path hints = Files.writeString(folder.resolve("hints.tsv"), "Микола\tuk\nМикола\tru\n");
        assertThatThrownBy(() -> LanguageDetector.load(hints)).hasMessageContaining("hints.tsv:2: a second row");
        Files.writeString(hints, "Mikołaj\tpl\n");
        assertThatThrownBy(() -> LanguageDetector.load(hints)).hasMessageContaining("hints.tsv:1: the language");
    }
}
