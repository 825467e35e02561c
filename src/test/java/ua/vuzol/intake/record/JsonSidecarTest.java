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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ua.vuzol.intake.UnreadableInputException;
import ua.vuzol.text.Encodings;

class JsonSidecarTest {
    private static final String ENDOSCOPE =
            """
            {"device": {"skip": [1, {"studies": 2}]},
             "a/b": {"x": 1},
             "studies": [
               {"id": 17, "patient": {"name": "Їжакевич Ганна", "sex": null, "born": "1948-02-28"},
                "urgent": true, "dose": 0.50, "images": ["1.jpg", "2.jpg"], "lesions": [{"mm": 3}, {"mm": 4}]},
               {"id": 18, "patient": {"name": "\\u0490удзь"}}
             ]}
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"windows-1251", "CP1125", "KOI8-U", "UTF-8"})
    void namesTheFieldsByPaths(String name) throws IOException {
        List<DeviceRecord> records = parse(ENDOSCOPE, Encodings.find(name).orElseThrow(), "/studies");
        assertThat(records).hasSize(2);
        assertThat(records.get(0).fields())
                .containsExactly(
                        Map.entry("id", "17"),
                        Map.entry("patient.name", "Їжакевич Ганна"),
                        Map.entry("patient.born", "1948-02-28"),
                        Map.entry("urgent", "true"),
                        Map.entry("dose", "0.50"),
                        Map.entry("images", "1.jpg"),
                        Map.entry("images.2", "2.jpg"),
                        Map.entry("lesions.mm", "3"),
                        Map.entry("lesions.mm.2", "4"));
        assertThat(records.get(1).field("patient.name")).contains("Ґудзь");
    }

    @ParameterizedTest
    @CsvSource({"/studies/1, patient.name, Ґудзь", "/studies/0/patient, born, 1948-02-28", "/a~1b, x, 1", "'', a/b.x, 1"
    })
    void findsOneRecordByPointer(String pointer, String field, String value) throws IOException {
        assertThat(parse(ENDOSCOPE, StandardCharsets.UTF_8, pointer))
                .singleElement()
                .satisfies(record -> assertThat(record.field(field)).contains(value));
    }

    @Test
    void toleratesAByteOrderMark() throws IOException {
        assertThat(parse("\uFEFF{\"a\": \"b\"}", StandardCharsets.UTF_8, ""))
                .containsExactly(new DeviceRecord(Map.of("a", "b")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/study", "/studies/2", "/studies/id", "/device/skip/0/x"})
    void aPointerToNothingIsNamed(String pointer) {
        assertUnreadable(ENDOSCOPE, pointer, "holds nothing at " + pointer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1, 2]", "\"Коваль\"", "3", "[{\"a\": 1}, null]"})
    void somethingElseThanObjectsIsRefused(String text) {
        assertUnreadable(text, "", "something else than an object");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"name\": \"Коваль\"", "{\"name\": \"Кова", "[{\"name\": \"Коваль\"},", "{\"name\" \"Коваль\"}"
            })
    void aFileThatBreaksOffIsRefused(String text) {
        assertUnreadable(text, "", "The JSON breaks at line 1");
    }

    @Test
    void aFileThatBreaksOffAfterTheRecordIsRefusedToo() {
        assertUnreadable("{\"study\": {\"name\": \"Коваль\"}, \"images\": [", "/study", "The JSON breaks at line 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"a\":", "{\"a\":"})
    void deepNestingIsRefused(String nesting) {
        assertUnreadable(nesting.repeat(100_000), "", "deeper than 64");
    }

    @Test
    void aHugeValueIsRefused() {
        assertUnreadable("{\"a\": \"" + "b".repeat((1 << 20) + 1) + "\"}", "", "longer than 1048576");
    }

    private void assertUnreadable(String text, String pointer, String reason) {
        assertThatThrownBy(() -> parse(text, StandardCharsets.UTF_8, pointer))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("Коваль");
    }

    private List<DeviceRecord> parse(String text, Charset encoding, String pointer) throws IOException {
        Path file = Files.write(folder.resolve("study.json"), text.getBytes(encoding));
        return SidecarParser.parse(file, new SidecarSpec(SidecarFormat.JSON, encoding, Map.of("record", pointer)));
    }
}
