package ua.vuzol.intake.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ua.vuzol.intake.UnreadableInputException;
import ua.vuzol.text.Encodings;

class IniSidecarTest {
    private static final String PLATE_READER =
            """
            ; CR plate reader
            Version=2
            [Пацієнт]
            Прізвище = Їжакевич
            Ім'я="Ганна "
            [Exposure]
            kV=70
            kV=72
            mAs=
            Note=a=b
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"windows-1251", "CP1125", "KOI8-U", "UTF-8"})
    void namesTheFieldsBySectionAndKey(String name) throws IOException {
        List<DeviceRecord> records = parse(PLATE_READER, Encodings.find(name).orElseThrow());
        assertThat(records).hasSize(1);
        assertThat(records.get(0).fields())
                .containsExactly(
                        Map.entry("Version", "2"),
                        Map.entry("Пацієнт.Прізвище", "Їжакевич"),
                        Map.entry("Пацієнт.Ім'я", "Ганна "),
                        Map.entry("Exposure.kV", "70"),
                        Map.entry("Exposure.kV.2", "72"),
                        Map.entry("Exposure.mAs", ""),
                        Map.entry("Exposure.Note", "a=b"));
    }

    @Test
    void readsCp866WithItsLatinLetterI() throws IOException {
        String text = "[PATIENT]\r\nNAME=Шевченко Юрiй\r\n\u001A";
        assertThat(parse(text, Charset.forName("IBM866")).get(0).field("patient.name"))
                .contains("Шевченко Юрiй");
    }

    @Test
    void toleratesAByteOrderMark() throws IOException {
        assertThat(parse("\uFEFF[A]\nb=c\n", StandardCharsets.UTF_16LE))
                .containsExactly(new DeviceRecord(Map.of("A.b", "c")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[PATIENT]\nNAME=Шевченко\nSE", "[PATIENT]\nNAME=Шевченко\n[EXPO", "a=b\n\n=c"})
    void aLineThatIsNeitherSectionNorKeyIsNamed(String text) {
        assertThatThrownBy(() -> parse(text, StandardCharsets.UTF_8))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("Line 3 is neither")
                .hasMessageNotContaining("Шевченко");
    }

    @Test
    void aFileOfCommentsHoldsNoRecord() {
        assertThatThrownBy(() -> parse("; nothing\n[PATIENT]\n", StandardCharsets.UTF_8))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("no key=value line");
    }

    @Test
    void aHugeValueIsRefused() {
        assertThatThrownBy(() -> parse("a=" + "b".repeat((1 << 20) + 1), StandardCharsets.UTF_8))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("longer than");
    }

    private List<DeviceRecord> parse(String text, Charset encoding) throws IOException {
        Path file = Files.write(folder.resolve("patient.ini"), text.getBytes(encoding));
        return SidecarParser.parse(file, new SidecarSpec(SidecarFormat.INI, encoding));
    }
}
