package ua.vuzol.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecificCharacterSetTest {

    private static byte[] hex(String bytes) {
        return HexFormat.of().parseHex(bytes.replace(" ", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "ISO_IR 100, Buc^Jérôme",
        "ISO_IR 101, Łódź",
        "ISO_IR 109, Ĉiuĵaŭde",
        "ISO_IR 110, Kāņģ",
        "ISO_IR 144, Їжакевич^Єлизавета",
        "ISO_IR 127, قباني^لنزار",
        "ISO_IR 126, Διονυσιος",
        "ISO_IR 138, שרון^דבורה",
        "ISO_IR 148, Çavuşoğlu",
        "ISO_IR 203, Œuvre €",
        "ISO_IR 166, นามสกุล",
        "ISO_IR 13, ﾔﾏﾀﾞ^ﾀﾛｳ",
        "ISO_IR 192, Ґалаґан^Їжак 山田",
        "GB18030, Wang^XiaoDong=王^小东",
        "GBK, 王^小东",
        "ISO 2022 IR 144, Шевченко^Тарас",
    })
    void writesAndReadsBackWhatATermCanHold(String term, String text) {
        SpecificCharacterSet set = SpecificCharacterSet.of(term);
        assertThat(set.isKnown()).isTrue();
        assertThat(set.decode(set.encode(text, VR.PN), VR.PN)).isEqualTo(text);
    }

    @Test
    void cyrillicIsIso8859Part5() {
        SpecificCharacterSet cyrillic = SpecificCharacterSet.of("ISO_IR 144");
        assertThat(cyrillic.encode("Ія", VR.LO)).isEqualTo(hex("A6 EF"));
        assertThat(cyrillic.decode(hex("A6 EF"), VR.LO)).isEqualTo("Ія");
    }

    /** PS3.5 Annex H.3.1. */
    @Test
    void japaneseByEscapeSequencesAsInTheStandardsExample() {
        SpecificCharacterSet japanese = SpecificCharacterSet.of("", "ISO 2022 IR 87");
        String name = "Yamada^Tarou=山田^太郎=やまだ^たろう";
        byte[] bytes = hex("59616D6164615E5461726F753D 1B2442 3B33 4544 1B2842 5E 1B2442 4240 4F3A 1B2842"
                + "3D 1B2442 2464 245E 2440 1B2842 5E 1B2442 243F 246D 2426 1B2842");
        assertThat(japanese.decode(bytes, VR.PN)).isEqualTo(name);
        assertThat(japanese.encode(name, VR.PN)).isEqualTo(bytes);
    }

    /** PS3.5 Annex I.2. */
    @Test
    void koreanByEscapeSequencesAsInTheStandardsExample() {
        SpecificCharacterSet korean = SpecificCharacterSet.of("", "ISO 2022 IR 149");
        String name = "Hong^Gildong=洪^吉洞=홍^길동";
        byte[] bytes = hex("486F6E675E47696C646F6E673D 1B242943 FBF3 5E 1B242943 D1CE D4D7"
                + "3D 1B242943 C8AB 5E 1B242943 B1E6 B5BF");
        assertThat(korean.decode(bytes, VR.PN)).isEqualTo(name);
        assertThat(korean.encode(name, VR.PN)).isEqualTo(bytes);
    }

    /** PS3.5 Annex H.3.2: half-width katakana from the first term. */
    @Test
    void japaneseWithKatakanaAsInTheStandardsExample() {
        SpecificCharacterSet japanese = SpecificCharacterSet.of("ISO 2022 IR 13", "ISO 2022 IR 87");
        String name = "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう";
        byte[] bytes = hex("D4CFC0DE5EC0DBB33D 1B2442 3B33 4544 1B284A 5E 1B2442 4240 4F3A 1B284A"
                + "3D 1B2442 2464 245E 2440 1B284A 5E 1B2442 243F 246D 2426 1B284A");
        assertThat(japanese.decode(bytes, VR.PN)).isEqualTo(name);
        assertThat(japanese.encode(name, VR.PN)).isEqualTo(bytes);
    }

    /** PS3.5 Annexes I.3 and K.3: the escape sequence is needed anew on each line. */
    @ParameterizedTest
    @CsvSource({"ISO 2022 IR 149, 길동, 1B242943 B1E6B5BF", "ISO 2022 IR 58, 中文, 1B242941 D6D0CEC4"})
    void aLineEndBringsTheFirstCharacterSetBack(String term, String word, String bytes) {
        SpecificCharacterSet set = SpecificCharacterSet.of("", term);
        String text = "The first line includes " + word + ".\r\nThe second line includes " + word + ", too.\r\n";
        String encoded = new String(set.encode(text, VR.LT), StandardCharsets.ISO_8859_1);
        String escaped = new String(hex(bytes), StandardCharsets.ISO_8859_1);
        assertThat(encoded).isEqualTo(text.replace(word, escaped));
        assertThat(set.decode(set.encode(text, VR.LT), VR.LT)).isEqualTo(text);
    }

    /** PS3.5 Annexes J.1, J.2 and K.2. */
    @ParameterizedTest
    @CsvSource({
        "ISO_IR 192, 小東, E78E8B 5E E5B08F E69DB1",
        "GB18030, 小东, CDF5 5E D0A1 B6AB",
        "GBK, 小东, CDF5 5E D0A1 B6AB",
        "'', 小东, 1B242941 CDF5 5E 1B242941 D0A1 B6AB"
    })
    void chineseAsInTheStandardsExamples(String term, String given, String bytes) {
        SpecificCharacterSet set =
                term.isEmpty() ? SpecificCharacterSet.of("", "ISO 2022 IR 58") : SpecificCharacterSet.of(term);
        String name = "Wang^XiaoDong=王^" + given + "=";
        byte[] expected = hex("57616E675E5869616F446F6E673D" + bytes + "3D");
        assertThat(set.encode(name, VR.PN)).isEqualTo(expected);
        assertThat(set.decode(expected, VR.PN)).isEqualTo(name);
    }

    /** Other writers escape more than they need to, or before the wrong character, or stop inside. */
    @ParameterizedTest
    @CsvSource({
        "1B242943 B1E8C8F1C1DF 1B2842, 김희중",
        "1B2842 41 1B2842 42, AB",
        "1B2442 3B33 1B2442 4544 1B284A 5E, 山田^",
        "1B2442 1B2842 41, A",
        "41 1B2442, A",
        "1B2442 3B33 45 1B2842 41, 山�A",
        "1B242943 B1 41, �A",
        "41 1B24, A�$",
        "41 1B, A�",
        "1B2D4C CF 1B2D41 CF, ЯÏ",
        "1B2D62 A4, €"
    })
    void readsOddlyPlacedEscapeSequences(String bytes, String text) {
        SpecificCharacterSet set = SpecificCharacterSet.of("", "ISO 2022 IR 87", "ISO 2022 IR 149");
        assertThat(set.decode(hex(bytes), VR.LO)).isEqualTo(text);
    }

    @Test
    void everyKindOfDelimiterBringsTheFirstCharacterSetBack() {
        SpecificCharacterSet japanese = SpecificCharacterSet.of("", "ISO 2022 IR 87");
        byte[] bytes = japanese.encode("山\\田^太=郎\t山\f田", VR.PN);
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                .isEqualTo(Stream.of(";3", "\\", "ED", "^", "B@", "=", "O:", "\t", ";3", "\f", "ED")
                        .map(part -> part.length() == 2 ? "\u001B$B" + part + "\u001B(B" : part)
                        .collect(Collectors.joining()));
        assertThat(japanese.decode(bytes, VR.PN)).isEqualTo("山\\田^太=郎\t山\f田");
    }

    @Test
    void chineseAndSupplementaryKanjiByEscapeSequences() {
        SpecificCharacterSet chinese = SpecificCharacterSet.of("", "ISO 2022 IR 58");
        assertThat(chinese.decode(chinese.encode("Zhang=张^小东", VR.PN), VR.PN)).isEqualTo("Zhang=张^小东");
        SpecificCharacterSet japanese = SpecificCharacterSet.of("ISO 2022 IR 13", "ISO 2022 IR 87", "ISO 2022 IR 159");
        assertThat(japanese.decode(japanese.encode("ﾔﾏﾀﾞ=山田丂", VR.PN), VR.PN)).isEqualTo("ﾔﾏﾀﾞ=山田丂");
    }

    @Test
    void switchesBetweenSingleByteSetsByEscapeSequences() {
        SpecificCharacterSet both = SpecificCharacterSet.of("ISO 2022 IR 100", "ISO 2022 IR 144");
        byte[] bytes = both.encode("é Я\\é", VR.LO);
        assertThat(bytes).isEqualTo(hex("E9 20 1B2D4C CF 1B2D41 5C E9"));
        assertThat(both.decode(bytes, VR.LO)).isEqualTo("é Я\\é");
    }

    @Test
    void aDelimiterBringsTheFirstCharacterSetBack() {
        SpecificCharacterSet both = SpecificCharacterSet.of("ISO 2022 IR 100", "ISO 2022 IR 144");
        assertThat(both.decode(hex("1B2D4C CF 5E CF"), VR.PN)).isEqualTo("Я^Ï");
        assertThat(both.decode(hex("1B2D4C CF 5E CF"), VR.LT))
                .as("a caret is none in LT")
                .isEqualTo("Я^Я");
    }

    @Test
    void aBackslashByteInsideAGbCharacterIsNoSeparator() {
        String text = "俓";
        assertThat(text.getBytes(Charset.forName("GBK"))[1]).isEqualTo((byte) '\\');
        Element element = Element.of(Tag.PatientComments, VR.LO, List.of(text));
        assertThat(element.in(SpecificCharacterSet.of("GBK")).strings()).containsExactly(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO_IR 6", "ISO_IR 100", "ISO_IR 144", "ISO 2022 IR 144", "ISO_IR 13", "GBK"})
    void refusesACharacterWithoutCode(String term) {
        SpecificCharacterSet set = SpecificCharacterSet.of(term);
        assertThatThrownBy(() -> set.encode("Ґ", VR.PN))
                .isInstanceOfSatisfying(CharacterSetException.class, e -> assertThat(e.codePoint())
                        .isEqualTo('Ґ'))
                .hasMessageContaining(set.toString())
                .hasMessageContaining("U+0490");
    }

    @Test
    void bytesWithoutMeaningBecomeReplacementCharacters() {
        assertThat(SpecificCharacterSet.ISO_IR_6.decode(hex("41 C4 42"), VR.LO)).isEqualTo("A\uFFFDB");
        assertThat(SpecificCharacterSet.ISO_IR_192.decode(hex("41 C4 42"), VR.LO))
                .isEqualTo("A\uFFFDB");
        assertThat(SpecificCharacterSet.ISO_IR_6.decode(hex("41 1B 3F 42"), VR.LO))
                .isEqualTo("A\uFFFD?B");
        SpecificCharacterSet unknown = SpecificCharacterSet.of("WINDOWS-1251");
        assertThat(unknown.isKnown()).isFalse();
        assertThat(unknown.terms()).containsExactly("WINDOWS-1251");
        assertThat(unknown.decode(hex("41 C4"), VR.LO)).isEqualTo("A\uFFFD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-IR 100", "ISO_IR_100", "ISO IR 100", " ISO_IR 100 "})
    void understandsCarelessSpelling(String term) {
        assertThat(SpecificCharacterSet.of(term)).isEqualTo(SpecificCharacterSet.of("ISO_IR 100"));
    }

    @Test
    void utf8CountsWhereverItStands() {
        assertThat(SpecificCharacterSet.of("", "ISO_IR 192").decode(hex("D290"), VR.LO))
                .isEqualTo("Ґ");
    }

    @Test
    void absentEmptyAndDefaultAreTheSame() {
        assertThat(SpecificCharacterSet.of()).isEqualTo(SpecificCharacterSet.ISO_IR_6);
        assertThat(SpecificCharacterSet.of("")).isEqualTo(SpecificCharacterSet.ISO_IR_6);
        assertThat(SpecificCharacterSet.of("ISO_IR 6")).isEqualTo(SpecificCharacterSet.ISO_IR_6);
    }

    @Property
    void utf8HoldsEverything(@ForAll("anyText") String text) {
        byte[] bytes = SpecificCharacterSet.ISO_IR_192.encode(text, VR.UT);
        assertThat(bytes).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        assertThat(SpecificCharacterSet.ISO_IR_192.decode(bytes, VR.UT)).isEqualTo(text);
    }

    @Property
    void decodingNeverFails(@ForAll byte[] bytes) {
        SpecificCharacterSet all = SpecificCharacterSet.of(
                "ISO 2022 IR 13", "ISO 2022 IR 87", "ISO 2022 IR 159", "ISO 2022 IR 149", "ISO 2022 IR 58");
        assertThat(all.decode(bytes, VR.PN)).isNotNull();
    }

    @Property
    void mixedScriptsSurviveCodeExtension(@ForAll("mixed") String text) {
        SpecificCharacterSet all = SpecificCharacterSet.of(
                "ISO 2022 IR 100", "ISO 2022 IR 144", "ISO 2022 IR 126", "ISO 2022 IR 87", "ISO 2022 IR 149");
        assertThat(all.decode(all.encode(text, VR.PN), VR.PN)).isEqualTo(text);
    }

    @Provide
    Arbitrary<String> anyText() {
        return Arbitraries.strings()
                .withCharRange(' ', '\uD7FF')
                .withCharRange('\uE000', '\uFFFC')
                .ofMaxLength(40);
    }

    @Provide
    Arbitrary<String> mixed() {
        return Arbitraries.strings().withChars("AZaz ^=éüЖжІїΔλ山田やまだ김희중").ofMaxLength(30);
    }
}
