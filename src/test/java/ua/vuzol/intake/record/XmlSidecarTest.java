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

class XmlSidecarTest {
    private static final String ULTRASOUND =
            """
            <?xml version="1.0" encoding="windows-1251"?>
            <export device="УЗД-2">
              <studies>
                <study id="17">
                  <patient sex="Ж"><name>Їжакевич &amp; Ганна</name><born>1948-02-28</born></patient>
                  <note><![CDATA[<без змін>]]></note>
                  <image>1.png</image>
                  <image>2.png</image>
                  <empty/>
                </study>
                <study id="18"><patient><name>Ґудзь</name></patient></study>
              </studies>
            </export>
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"windows-1251", "CP1125", "KOI8-U", "UTF-8"})
    void namesTheFieldsByAttributesAndPaths(String name) throws IOException {
        List<DeviceRecord> records = parse(ULTRASOUND, Encodings.find(name).orElseThrow(), "study");
        assertThat(records).hasSize(2);
        assertThat(records.get(0).fields())
                .containsExactly(
                        Map.entry("id", "17"),
                        Map.entry("patient.sex", "Ж"),
                        Map.entry("patient.name", "Їжакевич & Ганна"),
                        Map.entry("patient.born", "1948-02-28"),
                        Map.entry("note", "<без змін>"),
                        Map.entry("image", "1.png"),
                        Map.entry("image.2", "2.png"),
                        Map.entry("empty", ""));
        assertThat(records.get(1).field("patient.NAME")).contains("Ґудзь");
    }

    @ParameterizedTest
    @CsvSource({"export/studies/study, 2", "/export/studies/study, 2", "export, 1", "studies, 1", "image, 2"})
    void findsTheRecordByNameOrPath(String record, int count) throws IOException {
        assertThat(parse(ULTRASOUND, StandardCharsets.UTF_8, record)).hasSize(count);
    }

    @Test
    void theRootIsTheRecordUnlessTheProfileSaysOtherwise() throws IOException {
        Path file = Files.writeString(folder.resolve("one.xml"), "\uFEFF<p><name>Коваль</name></p>");
        assertThat(SidecarParser.parse(file, new SidecarSpec(SidecarFormat.XML, StandardCharsets.UTF_8)))
                .containsExactly(new DeviceRecord(Map.of("name", "Коваль")));
    }

    @Test
    void anElementOfTheRecordsNameWithinARecordIsAField() throws IOException {
        assertThat(parse("<a><s><s>x</s></s></a>", StandardCharsets.UTF_8, "s"))
                .containsExactly(new DeviceRecord(Map.of("s", "x")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"studies/study", "examination", "export/study"})
    void aRecordThatIsNotThereIsNamed(String record) {
        assertUnreadable(ULTRASOUND, record, "no element \"" + record + "\"");
    }

    @Test
    void aFileThatBreaksOffIsRefused() {
        assertUnreadable(ULTRASOUND.substring(0, ULTRASOUND.length() - 30), "study", "The XML breaks at line");
    }

    @Test
    void junkIsRefused() {
        assertUnreadable("id;name\n7;Коваль\n", "study", "The XML breaks at line 1");
    }

    @Test
    void aBillionLaughsAreRefused() {
        StringBuilder bomb = new StringBuilder("<!DOCTYPE p [<!ENTITY l0 \"ha\">");
        for (int i = 1; i < 10; i++) {
            bomb.append("<!ENTITY l")
                    .append(i)
                    .append(" \"")
                    .append(("&l" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        assertUnreadable(bomb + "]><p>&l9;</p>", "p", "declares a document type");
    }

    @Test
    void anExternalEntityIsRefused() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        String text = "<!DOCTYPE p [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]><p>&x;</p>";
        assertUnreadable(text, "p", "declares a document type");
    }

    @Test
    void anUndeclaredEntityIsRefused() {
        assertThatThrownBy(() -> parse("<p>&laugh;</p>", StandardCharsets.UTF_8, "p"))
                .isInstanceOf(UnreadableInputException.class);
    }

    @Test
    void deepNestingIsRefused() {
        assertUnreadable("<a>".repeat(100_000), "a", "deeper than 64");
    }

    @Test
    void aHugeValueIsRefused() {
        assertUnreadable("<p><a>" + "b".repeat((1 << 20) + 1) + "</a></p>", "p", "longer than");
    }

    private void assertUnreadable(String text, String record, String reason) {
        assertThatThrownBy(() -> parse(text, StandardCharsets.UTF_8, record))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("Коваль");
    }

    private List<DeviceRecord> parse(String text, Charset encoding, String record) throws IOException {
        Path file = Files.write(folder.resolve("export.xml"), text.getBytes(encoding));
        return SidecarParser.parse(file, new SidecarSpec(SidecarFormat.XML, encoding, Map.of("record", record)));
    }
}
