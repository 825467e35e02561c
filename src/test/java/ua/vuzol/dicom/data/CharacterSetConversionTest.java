package ua.vuzol.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;
import ua.vuzol.dicom.data.CharacterSetConversion.Outcome;
import ua.vuzol.dicom.data.CharacterSetConversion.Remark;

class CharacterSetConversionTest {

    private static final SpecificCharacterSet CYRILLIC = SpecificCharacterSet.of("ISO_IR 144");

    private static byte[] cyrillic(String text) {
        return text.getBytes(Charset.forName("ISO-8859-5"));
    }

    private static byte[] bytes(DataSet dataSet, int tag) {
        return dataSet.get(tag).orElseThrow().bytes();
    }

    private static DataSet cyrillicWithItems() {
        DataSet inner = new DataSet();
        DataSet dataSet = new DataSet()
                .put(Tag.SpecificCharacterSet, "ISO_IR 144")
                .putItems(Tag.RequestAttributesSequence, new DataSet().putItems(Tag.ProcedureCodeSequence, inner));
        dataSet.putBytes(Tag.PatientName, VR.PN, cyrillic("Їжак"));
        inner.putBytes(Tag.CodeMeaning, VR.LO, cyrillic("Знімок"));
        return dataSet;
    }

    @Test
    void theWholeDataSetGoesToUtf8() {
        DataSet dataSet = cyrillicWithItems();
        assertThat(CharacterSetConversion.toUtf8(dataSet)).isEmpty();
        assertThat(dataSet.string(Tag.SpecificCharacterSet)).contains("ISO_IR 192");
        assertThat(bytes(dataSet, Tag.PatientName)).isEqualTo("Їжак".getBytes(StandardCharsets.UTF_8));
        DataSet inner = dataSet.items(Tag.RequestAttributesSequence)
                .get(0)
                .items(Tag.ProcedureCodeSequence)
                .get(0);
        assertThat(bytes(inner, Tag.CodeMeaning)).isEqualTo("Знімок".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void asciiKeepsItsBytesAndItsElements() {
        DataSet dataSet = new DataSet()
                .put(Tag.SpecificCharacterSet, "ISO_IR 100")
                .putBytes(Tag.PatientID, VR.LO, "  1 2 ".getBytes());
        Element before = dataSet.get(Tag.PatientID).orElseThrow();
        assertThat(CharacterSetConversion.toUtf8(dataSet)).isEmpty();
        assertThat(dataSet.get(Tag.PatientID)).containsSame(before);
    }

    @Test
    void whatIsThereAlreadyStaysToTheBit() {
        DataSet dataSet = new DataSet()
                .putBytes(Tag.SpecificCharacterSet, VR.CS, "ISO-IR 192".getBytes())
                .put(Tag.PatientName, "Ґалаґан");
        List<Element> before = dataSet.stream().toList();
        assertThat(CharacterSetConversion.toUtf8(dataSet)).isEmpty();
        assertThat(dataSet.stream().toList()).isEqualTo(before);
    }

    @Test
    void charactersWithoutCodeAreReplacedAndReported() {
        DataSet item = new DataSet().put(Tag.CodeMeaning, "Об’єкт №5 – 山山");
        DataSet dataSet = new DataSet()
                .put(Tag.SpecificCharacterSet, "ISO_IR 192")
                .put(Tag.PatientName, "Ґалаґан^Ґандзя")
                .putItems(Tag.ProcedureCodeSequence, new DataSet(), item);
        List<Remark> remarks = CharacterSetConversion.convert(dataSet, CYRILLIC, new CyrillicReplacements());
        assertThat(dataSet.string(Tag.PatientName)).contains("Галаган^Гандзя");
        assertThat(item.string(Tag.CodeMeaning)).contains("Об'єкт №5 - ??");
        assertThat(bytes(item, Tag.CodeMeaning)).isEqualTo(cyrillic("Об'єкт №5 - ??"));
        assertThat(remarks)
                .extracting(remark -> remark.path() + " " + remark.outcome() + " "
                        + Integer.toHexString(remark.codePoint().orElse(0)))
                .containsExactly(
                        "(0010,0010) REPLACED 490",
                        "(0010,0010) REPLACED 491",
                        "(0008,1032)[2]/(0008,0104) REPLACED 2019",
                        "(0008,1032)[2]/(0008,0104) REPLACED 2013",
                        "(0008,1032)[2]/(0008,0104) LOST 5c71");
    }

    @Test
    void aReplacementThatHasNoCodeEitherIsNoHelp() {
        DataSet dataSet =
                new DataSet().put(Tag.SpecificCharacterSet, "ISO_IR 192").put(Tag.PatientName, "Ґ");
        List<Remark> remarks = CharacterSetConversion.convert(
                dataSet, SpecificCharacterSet.of("ISO_IR 100"), codePoint -> Optional.of("Г"));
        assertThat(remarks)
                .containsExactly(
                        new Remark(TagPath.of(Optional.empty(), Tag.PatientName), Outcome.LOST, OptionalInt.of('Ґ')));
        assertThat(dataSet.string(Tag.PatientName)).contains("?");
    }

    @Test
    void bytesThatMeanNothingStayAndAreReported() {
        byte[] odd = {(byte) 0xC0, (byte) 0xC1, ' '};
        DataSet dataSet = new DataSet()
                .put(Element.of(Tag.PatientName, VR.PN, new Value.Bytes(odd), SpecificCharacterSet.ISO_IR_6));
        assertThat(CharacterSetConversion.toUtf8(dataSet))
                .containsExactly(
                        new Remark(TagPath.of(Optional.empty(), Tag.PatientName), Outcome.KEPT, OptionalInt.empty()));
        Element kept = dataSet.get(Tag.PatientName).orElseThrow();
        assertThat(kept.bytes()).isEqualTo(odd);
        assertThat(kept.in(dataSet.characterSet())).as("it can be written").isSameAs(kept);
    }

    @Test
    void anItemWithItsOwnCharacterSetIsReadByIt() {
        DataSet item = new DataSet().put(Tag.SpecificCharacterSet, "ISO_IR 144");
        item.putBytes(Tag.CodeMeaning, VR.LO, cyrillic("Знімок"));
        DataSet dataSet = new DataSet()
                .put(Tag.SpecificCharacterSet, "ISO_IR 100")
                .putBytes(Tag.PatientName, VR.PN, new byte[] {'e', (byte) 0xE9})
                .putItems(Tag.ProcedureCodeSequence, item);
        assertThat(CharacterSetConversion.toUtf8(dataSet)).isEmpty();
        assertThat(dataSet.string(Tag.PatientName)).contains("eé");
        assertThat(item.string(Tag.SpecificCharacterSet)).contains("ISO_IR 192");
        assertThat(bytes(item, Tag.CodeMeaning)).isEqualTo("Знімок".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void privateCreatorsAndUnknownBytesStay() {
        byte[] creator = cyrillic("ВУЗОЛ ");
        DataSet dataSet = new DataSet().put(Tag.SpecificCharacterSet, "ISO_IR 144");
        dataSet.putBytes(0x00090010, VR.LO, creator)
                .putBytes(0x00091001, VR.UN, creator)
                .putBytes(0x00091002, VR.LO, creator)
                .putBytes(Tag.PatientID, VR.UN, creator);
        assertThat(CharacterSetConversion.toUtf8(dataSet))
                .extracting(Remark::path)
                .containsExactly(TagPath.of(Optional.empty(), 0x00090010));
        assertThat(bytes(dataSet, 0x00090010)).isEqualTo(creator);
        assertThat(bytes(dataSet, 0x00091001)).isEqualTo(creator);
        assertThat(dataSet.string(0x00091002)).contains("ВУЗОЛ");
        assertThat(dataSet.string(Tag.PatientID)).as("known to be text").contains("ВУЗОЛ");
        assertThat(bytes(dataSet, Tag.PatientID)).isEqualTo("ВУЗОЛ".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void toAsciiMeansThatNoCharacterSetIsNamed() {
        DataSet dataSet =
                new DataSet().put(Tag.SpecificCharacterSet, "ISO_IR 192").put(Tag.PatientName, "Eve’s");
        CharacterSetConversion.convert(dataSet, SpecificCharacterSet.ISO_IR_6, new CyrillicReplacements());
        assertThat(dataSet.contains(Tag.SpecificCharacterSet)).isFalse();
        assertThat(dataSet.string(Tag.PatientName)).contains("Eve's");
    }

    @Test
    void toCodeExtensions() {
        DataSet dataSet =
                new DataSet().put(Tag.SpecificCharacterSet, "ISO_IR 192").put(Tag.PatientName, "Yamada^Tarou=山田^太郎");
        SpecificCharacterSet japanese = SpecificCharacterSet.of("", "ISO 2022 IR 87");
        assertThat(CharacterSetConversion.convert(dataSet, japanese, codePoint -> Optional.empty()))
                .isEmpty();
        assertThat(dataSet.strings(Tag.SpecificCharacterSet)).containsExactly("", "ISO 2022 IR 87");
        assertThat(new String(bytes(dataSet, Tag.PatientName), StandardCharsets.ISO_8859_1))
                .startsWith("Yamada^Tarou=\u001B$B;3ED\u001B(B^");
    }

    @Test
    void whereItThrowsNothingHasChanged() {
        DataSet dataSet = new DataSet()
                .put(Tag.SpecificCharacterSet, "ISO_IR 192")
                .put(Tag.StudyDescription, "Їжак")
                .put(Tag.PatientName, "Ґ");
        List<Element> before = dataSet.stream().toList();
        assertThatThrownBy(() -> CharacterSetConversion.convert(dataSet, CYRILLIC, codePoint -> {
                    throw new UnsupportedOperationException();
                }))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(dataSet.stream().toList()).isEqualTo(before);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CharacterSetConversion.convert(
                        dataSet, SpecificCharacterSet.of("WINDOWS-1251"), codePoint -> Optional.empty()));
    }

    @Test
    void nestingDoesNotUseTheStackOfTheThread() {
        DataSet deepest = new DataSet().put(Tag.CodeMeaning, "Ґ");
        DataSet dataSet = deepest;
        for (int i = 0; i < 20_000; i++) {
            dataSet = new DataSet().putItems(Tag.ProcedureCodeSequence, dataSet);
        }
        List<Remark> remarks = CharacterSetConversion.convert(dataSet, CYRILLIC, new CyrillicReplacements());
        assertThat(deepest.string(Tag.CodeMeaning)).contains("Г");
        assertThat(remarks).singleElement().satisfies(remark -> assertThat(
                        remark.path().toString().length())
                .isGreaterThan(20_000 * 10));
    }

    @Property
    void textInBothSetsSurvivesThereAndBack(@ForAll @CharRange(from = 'Ё', to = 'я') String any) {
        String text = any.codePoints()
                .filter(c -> Charset.forName("ISO-8859-5").newEncoder().canEncode(Character.toString(c)))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        DataSet dataSet =
                new DataSet().put(Tag.SpecificCharacterSet, "ISO_IR 192").put(Tag.TextValue, text);
        byte[] utf8 = bytes(dataSet, Tag.TextValue);
        assertThat(CharacterSetConversion.convert(dataSet, CYRILLIC, codePoint -> Optional.empty()))
                .isEmpty();
        assertThat(CharacterSetConversion.toUtf8(dataSet)).isEmpty();
        assertThat(bytes(dataSet, Tag.TextValue)).isEqualTo(utf8);
    }
}
