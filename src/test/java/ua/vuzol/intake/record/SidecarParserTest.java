package ua.vuzol.intake.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import ua.vuzol.intake.UnreadableInputException;

/** What holds for every format; the formats have tests of their own. */
class SidecarParserTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(SidecarFormat.class)
    void anEmptyFileIsRefused(SidecarFormat format) throws IOException {
        Path file = Files.createFile(folder.resolve("sidecar"));
        assertThatThrownBy(() -> SidecarParser.parse(file, new SidecarSpec(format, StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessage("The file is empty; let the device write it again.");
    }

    @ParameterizedTest
    @EnumSource(SidecarFormat.class)
    void aFileBeyondTheLimitIsRefusedUnread(SidecarFormat format) throws IOException {
        Path file = Files.write(folder.resolve("sidecar"), new byte[101]);
        SidecarLimits limits = new SidecarLimits(100, 10, 10, 10);
        assertThatThrownBy(() -> SidecarParser.parse(file, new SidecarSpec(format, StandardCharsets.UTF_8), limits))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("101 bytes, more than the 100");
    }

    @ParameterizedTest
    @EnumSource(SidecarFormat.class)
    void anImageInPlaceOfTheSidecarIsRefused(SidecarFormat format) throws IOException {
        byte[] jpeg = new byte[5000];
        jpeg[0] = (byte) 0xFF;
        jpeg[1] = (byte) 0xD8;
        Path file = Files.write(folder.resolve("image.jpg"), jpeg);
        assertThatThrownBy(() -> SidecarParser.parse(file, new SidecarSpec(format, Charset.forName("IBM866"))))
                .isInstanceOf(UnreadableInputException.class);
    }

    @ParameterizedTest
    @EnumSource(SidecarFormat.class)
    void aMissingFileIsNoVerdictOnItsContent(SidecarFormat format) {
        Path file = folder.resolve("absent");
        assertThatThrownBy(() -> SidecarParser.parse(file, new SidecarSpec(format, StandardCharsets.UTF_8)))
                .isInstanceOf(UncheckedIOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CSV", "INI", "XML", "JSON"})
    void aWrongEncodingIsNamedWithTheOffset(String format) throws IOException {
        byte[] bytes = "{\"Прізвище\": 1}".getBytes(Charset.forName("windows-1251"));
        Path file = Files.write(folder.resolve("sidecar"), bytes);
        SidecarSpec spec = new SidecarSpec(SidecarFormat.valueOf(format), StandardCharsets.UTF_8);
        assertThatThrownBy(() -> SidecarParser.parse(file, spec))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("not text in UTF-8: the byte at offset 2 ");
    }

    @Property(tries = 200)
    void anyBytesAreReadOrRefused(@ForAll byte[] bytes, @ForAll SidecarFormat format) throws IOException {
        Path file = Files.createTempFile("sidecar", ".any");
        try {
            Files.write(file, bytes);
            assertThat(readOrRefused(file, new SidecarSpec(format, Charset.forName("IBM866"))))
                    .isTrue();
        } finally {
            Files.delete(file);
        }
    }

    private static boolean readOrRefused(Path file, SidecarSpec spec) {
        try {
            return SidecarParser.parse(file, spec) != null;
        } catch (UnreadableInputException e) {
            return e.getMessage().endsWith(".");
        }
    }

    @Test
    void aFieldIsFoundWhateverItsCaseAndABlankOneIsAbsent() {
        DeviceRecord record = new DeviceRecord(Map.of("Прізвище ", " Їжакевич ", "Kv", " "));
        assertThat(record.field("ПРІЗВИЩЕ")).contains("Їжакевич");
        assertThat(record.field("kv")).isEmpty();
        assertThat(record.field("mAs")).isEmpty();
    }

    @Test
    void aRecordShowsNoValuesInLogs() {
        assertThat(new DeviceRecord(Map.of("Name", "Їжакевич"))).hasToString("DeviceRecord[Name]");
    }

    @Test
    void tooManyRecordsAreRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("list.csv"), "a\n1\n2\n3\n");
        SidecarLimits limits = new SidecarLimits(1000, 2, 100, 10);
        SidecarSpec spec = new SidecarSpec(SidecarFormat.CSV, StandardCharsets.UTF_8);
        assertThatThrownBy(() -> SidecarParser.parse(file, spec, limits))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("more than 2 records");
        assertThat(SidecarParser.parse(file, spec, new SidecarLimits(1000, 3, 100, 10)))
                .isEqualTo(List.of(
                        new DeviceRecord(Map.of("a", "1")),
                        new DeviceRecord(Map.of("a", "2")),
                        new DeviceRecord(Map.of("a", "3"))));
    }

    @ParameterizedTest
    @CsvSource({"INI, a=", "XML, <r>", "JSON, '{\"a\":['"})
    void countlessTinyFieldsAreRefused(SidecarFormat format, String head) throws IOException {
        String field = format == SidecarFormat.INI ? "\na=" : format == SidecarFormat.XML ? "<a/>" : "1,";
        Path file = Files.writeString(folder.resolve("sidecar"), head + field.repeat(1000));
        SidecarLimits limits = new SidecarLimits(20_000, 10, 100, 10);
        assertThatThrownBy(() -> SidecarParser.parse(file, new SidecarSpec(format, StandardCharsets.UTF_8), limits))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("fields of all records together exceed 20000");
    }
}
