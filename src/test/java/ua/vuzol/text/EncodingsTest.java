package ua.vuzol.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingsTest {
    private static final Charset WINDOWS_1251 = Charset.forName("windows-1251");

    @ParameterizedTest
    @CsvSource({
        "windows-1251, windows-1251",
        "CP1251, windows-1251",
        "cp-1251, windows-1251",
        "Win 1251, windows-1251",
        "CP866, IBM866",
        "ibm866, IBM866",
        "CP1125, CP1125",
        "RST 2018-91, CP1125",
        "koi8-u, KOI8-U",
        "KOI8_R, KOI8-R",
        "ISO-8859-5, ISO-8859-5",
        "x-MacUkraine, x-MacUkraine",
        "IBM855, IBM855",
        "cp855, IBM855",
        "utf8, UTF-8",
        "UTF-16LE, UTF-16LE",
        "utf-16be, UTF-16BE",
        "latin1, ISO-8859-1",
        "ISO_IR 192, UTF-8"
    })
    void findsTheEncodingsThatProfilesName(String written, String charset) {
        assertThat(Encodings.find(written)).map(Charset::name).contains(charset);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cp1252x", "Shift_JIS", "../etc", "windows-1251\0"})
    void findsNothingElse(String written) {
        assertThat(Encodings.find(written)).isEmpty();
    }

    @Test
    void everySupportedNameIsFound() {
        assertThat(Encodings.supportedNames()).hasSize(12).allSatisfy(name -> assertThat(Encodings.find(name))
                .map(Charset::name)
                .contains(name));
    }

    @Test
    void cp1125HoldsAllUkrainianLetters() {
        byte[] bytes = "ЁёҐґЄєІіЇї".getBytes(Encodings.CP1125);
        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo("f0f1f2f3f4f5f6f7f8f9");
        assertThat(Encodings.decodeStrictly(bytes, Encodings.CP1125)).isEqualTo("ЁёҐґЄєІіЇї");
    }

    @Test
    void cp1125IsCp866BelowF0() {
        byte[] bytes = new byte[0xF0];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        assertThat(new String(bytes, Encodings.CP1125)).isEqualTo(new String(bytes, Charset.forName("IBM866")));
    }

    @Test
    void cp1125KeepsEveryByte() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        assertThat(new String(all, Encodings.CP1125).getBytes(Encodings.CP1125)).isEqualTo(all);
    }

    @Property
    void cp1125EncodesAnyStringWithoutFailing(@ForAll String any) {
        assertThat(any.getBytes(Encodings.CP1125))
                .hasSize((int) any.codePoints().count());
    }

    @Test
    void aWrongByteIsNamedByItsOffsetAndNothingElse() {
        byte[] bytes = "Шевченко".getBytes(WINDOWS_1251);
        bytes[5] = (byte) 0x98;
        assertThatThrownBy(() -> Encodings.decodeStrictly(bytes, WINDOWS_1251))
                .isInstanceOfSatisfying(TextDecodingException.class, e -> {
                    assertThat(e.byteOffset()).isEqualTo(5);
                    assertThat(e.charset()).isEqualTo("windows-1251");
                })
                .hasMessageNotContaining("Шевч");
        assertThat(Encodings.decodeLeniently(bytes, WINDOWS_1251)).isEqualTo("Шевче\uFFFDко");
    }

    @Test
    void theOffsetIsRightBeyondTheFirstBuffer() {
        byte[] bytes = ("і".repeat(20_000) + "?").getBytes(StandardCharsets.UTF_8);
        bytes[40_000] = (byte) 0xFF;
        assertThatThrownBy(() -> Encodings.decodeStrictly(bytes, StandardCharsets.UTF_8))
                .isInstanceOfSatisfying(TextDecodingException.class, e -> assertThat(e.byteOffset())
                        .isEqualTo(40_000));
    }

    @Test
    void aCutCharacterAtTheEndIsNotLost() {
        byte[] bytes = {'a', (byte) 0xD0};
        assertThatThrownBy(() -> Encodings.decodeStrictly(bytes, StandardCharsets.UTF_8))
                .isInstanceOfSatisfying(TextDecodingException.class, e -> assertThat(e.byteOffset())
                        .isEqualTo(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void aByteOrderMarkIsDropped(String charset) {
        byte[] bytes = "\uFEFFІван".getBytes(Charset.forName(charset));
        assertThat(Encodings.decodeStrictly(bytes, Charset.forName(charset))).isEqualTo("Іван");
        assertThat(Encodings.decodeLeniently(bytes, Charset.forName(charset))).isEqualTo("Іван");
    }

    @Test
    void aStreamThatComesInPiecesIsDecodedWhole() throws IOException {
        byte[] bytes = "Їжакевич".getBytes(StandardCharsets.UTF_8);
        var pieces = new SequenceInputStream(
                new ByteArrayInputStream(bytes, 0, 3), new ByteArrayInputStream(bytes, 3, bytes.length - 3));
        StringWriter text = new StringWriter();
        try (Reader reader = Encodings.strictReader(pieces, StandardCharsets.UTF_8)) {
            reader.transferTo(text);
        }
        assertThat(text).hasToString("Їжакевич");
    }

    @Property
    void strictDecodingOfGoodBytesGivesTheText(@ForAll String any) {
        String text = new String(any.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        String expected = text.startsWith("\uFEFF") ? text.substring(1) : text;
        assertThat(Encodings.decodeStrictly(any.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(expected);
    }
}
