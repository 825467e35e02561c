package ua.vuzol.intake.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ua.vuzol.intake.UnreadableInputException;
import ua.vuzol.text.Encodings;

class DbfSidecarTest {
    private static final Charset WINDOWS_1251 = Charset.forName("windows-1251");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"windows-1251", "CP1125", "KOI8-U", "UTF-8"})
    void readsTablesInTheEncodingOfTheProfile(String name) throws IOException {
        Charset encoding = Encodings.find(name).orElseThrow();
        byte[] table = new Table(encoding)
                .row(" ", "Їжакевич", "19480228", "36.30", "T")
                .row("*", "Видалений", "19000101", "1", "F")
                .row(" ", "Ґудзь", "        ", "", "?")
                .bytes();
        assertThat(parse(table, encoding).stream().map(DeviceRecord::fields))
                .containsExactly(
                        Map.of("ПІБ", "Їжакевич", "BORN", "1948-02-28", "TEMP", "36.30", "URGENT", "true"),
                        Map.of("ПІБ", "Ґудзь", "BORN", "", "TEMP", "", "URGENT", ""));
    }

    @Test
    void readsCp866WithItsLatinLetterI() throws IOException {
        Charset cp866 = Charset.forName("IBM866");
        byte[] table = new Table(cp866, "ИМЯ")
                .row(" ", "Юрiй Киїнчук", "20010203", "1", "F")
                .bytes();
        assertThat(parse(table, cp866).get(0).field("имя")).contains("Юрiй Киїнчук");
    }

    @Test
    void anImpossibleDateStaysAsItStands() throws IOException {
        byte[] table =
                new Table(WINDOWS_1251).row(" ", "Коваль", "20011399", "1", "F").bytes();
        assertThat(parse(table, WINDOWS_1251).get(0).field("born")).contains("2001-13-99");
    }

    @Test
    void aTableWithoutRowsHasNoRecords() throws IOException {
        assertThat(parse(new Table(WINDOWS_1251).bytes(), WINDOWS_1251)).isEmpty();
    }

    @Test
    void aMemoIsNoFieldForItsTextStandsInAnotherFile() throws IOException {
        byte[] table = new Table(WINDOWS_1251, "NOTE", 'M', 10)
                .row(" ", "         1", "20010203", "1", "F")
                .bytes();
        assertThat(parse(table, WINDOWS_1251).get(0).fields()).containsOnlyKeys("BORN", "TEMP", "URGENT");
    }

    @Test
    void aMemoThatIsAskedForIsRefusedRatherThanEmpty() throws IOException {
        Path file = Files.write(
                folder.resolve("table.dbf"),
                new Table(WINDOWS_1251, "NOTE", 'M', 10)
                        .row(" ", "         1", "20010203", "1", "F")
                        .bytes());
        SidecarSpec spec = new SidecarSpec(SidecarFormat.DBF, WINDOWS_1251, Map.of(), Set.of("note"));
        assertThatThrownBy(() -> SidecarParser.parse(file, spec))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("The field NOTE of the table is a memo");
    }

    @Test
    void aWrongEncodingIsNamedWithRowAndField() {
        byte[] table = new Table(WINDOWS_1251, "NAME")
                .row(" ", "Їжакевич", "20010203", "1", "F")
                .bytes();
        assertThatThrownBy(() -> parse(table, StandardCharsets.UTF_8))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("In row 1 NAME is not text in UTF-8")
                .hasMessageNotContaining("Їжак");
    }

    @Test
    void aTableThatBreaksOffIsRefusedWhereverItDoes() {
        byte[] table = new Table(WINDOWS_1251)
                .row(" ", "Їжакевич", "20010203", "1", "F")
                .row(" ", "Ґудзь", "20010203", "1", "F")
                .bytes();
        int endOfRows = table.length - 1;
        for (int length = 1; length < endOfRows; length++) {
            byte[] cut = Arrays.copyOf(table, length);
            assertThatThrownBy(() -> parse(cut, WINDOWS_1251))
                    .as("cut to %d of %d bytes", length, table.length)
                    .isInstanceOf(UnreadableInputException.class);
        }
    }

    @Test
    void junkIsRefused() {
        byte[] junk = "Номер;Прізвище\r\n1024;Їжакевич\r\n".repeat(50).getBytes(WINDOWS_1251);
        assertThatThrownBy(() -> parse(junk, WINDOWS_1251)).isInstanceOf(UnreadableInputException.class);
    }

    @Test
    void aDamagedByteOfTheHeaderNeverEndsInAnotherFailure() {
        byte[] table = new Table(WINDOWS_1251)
                .row(" ", "Їжакевич", "20010203", "1", "F")
                .bytes();
        for (int at = 0; at < 32 * 5 + 1; at++) {
            for (int damage : new int[] {0x00, 0x0D, 0x7F, 0x80, 0xFF}) {
                byte[] damaged = table.clone();
                damaged[at] = (byte) damage;
                assertThat(readOrRefused(damaged))
                        .as("byte %d is %02X", at, damage)
                        .isTrue();
            }
        }
    }

    private boolean readOrRefused(byte[] table) {
        try {
            return parse(table, WINDOWS_1251) != null;
        } catch (UnreadableInputException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void readsARealTableWithUtf8NamesAndAnEmptyCodePage() throws IOException {
        Path file = Path.of("../shared/testdata/legacy_cyrillic/dbase3_cyrillic.dbf");
        assumeTrue(Files.exists(file), "the shared test data is not here: " + file);
        List<DeviceRecord> records =
                SidecarParser.parse(file, new SidecarSpec(SidecarFormat.DBF, StandardCharsets.UTF_8));
        assertThat(records)
                .extracting(record -> record.fields().values().stream().toList())
                .containsExactly(List.of("Номер", "36.30"), List.of("Культ", "99.99"));
    }

    private List<DeviceRecord> parse(byte[] table, Charset encoding) throws IOException {
        Path file = Files.write(folder.resolve("table.dbf"), table);
        return SidecarParser.parse(file, new SidecarSpec(SidecarFormat.DBF, encoding));
    }

    /** A dBase III table: a first column to choose, then BORN, TEMP and URGENT. */
    private static final class Table {
        private static final int[] LENGTHS = {24, 8, 6, 1};

        private final Charset encoding;
        private final int[] lengths = LENGTHS.clone();
        private final ByteArrayOutputStream fields = new ByteArrayOutputStream();
        private final ByteArrayOutputStream rows = new ByteArrayOutputStream();
        private int count;

        Table(Charset encoding) {
            this(encoding, "ПІБ");
        }

        Table(Charset encoding, String first) {
            this(encoding, first, 'C', LENGTHS[0]);
        }

        Table(Charset encoding, String first, char type, int length) {
            this.encoding = encoding;
            lengths[0] = length;
            field(first, type, length, 0);
            field("BORN", 'D', 8, 0);
            field("TEMP", 'N', 6, 2);
            field("URGENT", 'L', 1, 0);
        }

        private void field(String name, char type, int length, int decimals) {
            ByteBuffer descriptor = ByteBuffer.allocate(32);
            descriptor.put(name.getBytes(encoding));
            descriptor.put(11, (byte) type).put(16, (byte) length).put(17, (byte) decimals);
            fields.writeBytes(descriptor.array());
        }

        Table row(String mark, String... values) {
            rows.writeBytes(mark.getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < values.length; i++) {
                byte[] cell = new byte[lengths[i]];
                Arrays.fill(cell, (byte) ' ');
                byte[] value = values[i].getBytes(encoding);
                System.arraycopy(value, 0, cell, 0, value.length);
                rows.writeBytes(cell);
            }
            count++;
            return this;
        }

        byte[] bytes() {
            ByteBuffer header = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
            header.put((byte) 0x03).put((byte) 126).put((byte) 2).put((byte) 3).putInt(count);
            header.putShort((short) (32 + fields.size() + 1));
            header.putShort((short) (1 + Arrays.stream(lengths).sum()));
            ByteArrayOutputStream table = new ByteArrayOutputStream();
            table.writeBytes(header.array());
            table.writeBytes(fields.toByteArray());
            table.write(0x0D);
            table.writeBytes(rows.toByteArray());
            table.write(0x1A);
            return table.toByteArray();
        }
    }
}
