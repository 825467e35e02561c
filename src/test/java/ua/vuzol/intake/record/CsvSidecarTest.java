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

class CsvSidecarTest {
    private static final String FLUOROGRAPH =
            """
            Номер;Прізвище;Ім'я;По батькові;Дата народження;Стать;Висновок
            1024;Їжакевич;Ганна;Юріївна;28.02.1948;Ж;"ОГК; без змін"
            1025;Ґудзь;Мар'ян;Євгенович;01.12.2001;Ч;
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"windows-1251", "CP1125", "KOI8-U", "UTF-8", "UTF-16LE"})
    void readsUkrainianTablesInTheEncodingOfTheProfile(String name) throws IOException {
        Charset encoding = Encodings.find(name).orElseThrow();
        List<DeviceRecord> records = parse(FLUOROGRAPH.replace("\n", "\r\n"), encoding, Map.of("delimiter", ";"));
        assertThat(records).hasSize(2);
        assertThat(records.get(0).fields())
                .containsExactly(
                        Map.entry("Номер", "1024"),
                        Map.entry("Прізвище", "Їжакевич"),
                        Map.entry("Ім'я", "Ганна"),
                        Map.entry("По батькові", "Юріївна"),
                        Map.entry("Дата народження", "28.02.1948"),
                        Map.entry("Стать", "Ж"),
                        Map.entry("Висновок", "ОГК; без змін"));
        assertThat(records.get(1).field("Прізвище")).contains("Ґудзь");
        assertThat(records.get(1).field("висновок")).isEmpty();
    }

    @Test
    void readsCp866WithItsLatinLetterI() throws IOException {
        String table = "Прiзвище,Iм'я\nКиївський,Iван\n";
        assertThat(parse(table, Charset.forName("IBM866"), Map.of()).get(0).field("прiзвище"))
                .contains("Київський");
    }

    @Test
    void toleratesAByteOrderMarkAndTheDosEndOfFile() throws IOException {
        List<DeviceRecord> records = parse("\uFEFFПІБ\r\nШевченко\r\n\u001A\0\0junk", StandardCharsets.UTF_8, Map.of());
        assertThat(records).containsExactly(new DeviceRecord(Map.of("ПІБ", "Шевченко")));
    }

    @Test
    void takesTheColumnsFromTheProfileWhereTheFileHasNone() throws IOException {
        Map<String, String> options = Map.of("header", "no", "columns", "id,name", "delimiter", "tab");
        assertThat(parse("7\tКоваль\n", StandardCharsets.UTF_8, options).get(0).fields())
                .containsExactly(Map.entry("id", "7"), Map.entry("name", "Коваль"));
    }

    @Test
    void theProfilesColumnsReplaceTheHeader() throws IOException {
        assertThat(parse("A,B\n7,Коваль\n", StandardCharsets.UTF_8, Map.of("columns", "id,name")))
                .containsExactly(new DeviceRecord(Map.of("id", "7", "name", "Коваль")));
    }

    @Test
    void numbersTheColumnsThatNobodyNames() throws IOException {
        assertThat(parse("7,Коваль\n", StandardCharsets.UTF_8, Map.of("header", "no"))
                        .get(0)
                        .fields())
                .containsExactly(Map.entry("1", "7"), Map.entry("2", "Коваль"));
    }

    @Test
    void twoColumnsOfOneNameAreBothKept() throws IOException {
        assertThat(parse("kV,kV,\n70,80,\n", StandardCharsets.UTF_8, Map.of())
                        .get(0)
                        .fields())
                .containsExactly(Map.entry("kV", "70"), Map.entry("kV.2", "80"), Map.entry("3", ""));
    }

    @Test
    void quotesCanBeOrdinaryCharacters() throws IOException {
        Map<String, String> options = Map.of("quote", "none");
        assertThat(parse("note\n14\" monitor\n", StandardCharsets.UTF_8, options)
                        .get(0)
                        .field("note"))
                .contains("14\" monitor");
    }

    @Test
    void aTableWithoutRowsHasNoRecords() throws IOException {
        assertThat(parse("id,name\n", StandardCharsets.UTF_8, Map.of())).isEmpty();
    }

    @Test
    void aDelimiterTooManyAtTheEndOfARowIsTolerated() throws IOException {
        assertThat(parse("id,name\n7,Коваль,\n", StandardCharsets.UTF_8, Map.of()))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id,name,born\n7,Коваль,1948\n8,Шев", "id,name,born\n7,Коваль,1948\n8"})
    void aRowThatBreaksOffIsNamed(String table) {
        assertUnreadable(table, "Row 3 has");
    }

    @Test
    void aRowWithMoreValuesThanColumnsIsNamed() {
        assertUnreadable("id,name\n7,Коваль, Олег\n", "Row 2 has 3 values for 2 columns");
    }

    @Test
    void aQuotedValueThatBreaksOffIsRefused() {
        assertUnreadable("id,name\n7,\"Коваль", "breaks off within a quoted value");
    }

    @Test
    void controlCharactersShowThatItIsNoText() {
        assertUnreadable("id,name\n7,\u0001\u0002\n", "control character 0x01");
    }

    @Test
    void aHugeFieldIsRefused() {
        assertUnreadable(
                "id,name\n7," + "Щ".repeat((1 << 20) + 1) + "\n", "A field of record 1 is longer than 1048576");
    }

    @Test
    void aRowOfAbsurdlyManyColumnsIsRefused() {
        assertUnreadable("a,".repeat(100_001), "more than 100000 columns");
    }

    private void assertUnreadable(String table, String reason) {
        assertThatThrownBy(() -> parse(table, StandardCharsets.UTF_8, Map.of()))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("Коваль");
    }

    private List<DeviceRecord> parse(String text, Charset encoding, Map<String, String> options) throws IOException {
        Path file = Files.write(folder.resolve("table.csv"), text.getBytes(encoding));
        return SidecarParser.parse(file, new SidecarSpec(SidecarFormat.CSV, encoding, options));
    }
}
