package ua.vuzol.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataSetTest {

    private final DataSet dataSet = new DataSet();

    @Test
    void elementsComeInTheUnsignedOrderOfTheirTags() {
        dataSet.putBytes(Tag.DataSetTrailingPadding, VR.OB, new byte[2])
                .put(Tag.Rows, 512)
                .put(Tag.PatientID, "123");
        assertThat(dataSet)
                .extracting(Element::tag)
                .containsExactly(Tag.PatientID, Tag.Rows, Tag.DataSetTrailingPadding);
    }

    @Test
    void theDictionaryGivesTheVr() {
        dataSet.put(Tag.PatientName, "Шевченко^Тарас").put(Tag.SeriesNumber, 3).put(Tag.Rows, "512");
        assertThat(dataSet.get(Tag.PatientName)).map(Element::vr).contains(VR.PN);
        assertThat(dataSet.get(Tag.SeriesNumber)).map(Element::vr).contains(VR.IS);
        assertThat(dataSet.get(Tag.Rows)).map(Element::vr).contains(VR.US);
        assertThat(dataSet.string(Tag.PatientName)).contains("Шевченко^Тарас");
        assertThat(dataSet.integer(Tag.SeriesNumber)).contains(3);
        assertThat(dataSet.integer(Tag.Rows)).contains(512);
    }

    @Test
    void thePixelRepresentationDecidesBetweenSignedAndUnsigned() {
        dataSet.put(Tag.SmallestImagePixelValue, 5);
        assertThat(dataSet.get(Tag.SmallestImagePixelValue)).map(Element::vr).contains(VR.US);
        dataSet.put(Tag.PixelRepresentation, 1).put(Tag.SmallestImagePixelValue, -5);
        assertThat(dataSet.get(Tag.SmallestImagePixelValue)).map(Element::vr).contains(VR.SS);
        assertThat(dataSet.integer(Tag.SmallestImagePixelValue)).contains(-5);
    }

    @ParameterizedTest
    @CsvSource({
        "US, 65535, FFFF",
        "SS, -2, FEFF",
        "UL, 4294967295, FFFFFFFF",
        "SL, -2, FEFFFFFF",
        "UV, 18446744073709551615, FFFFFFFFFFFFFFFF",
        "SV, -2, FEFFFFFFFFFFFFFF",
        "FL, 1.5, 0000C03F",
        "FD, -0.5, 000000000000E0BF",
        "'AT', '(0010,0020)', 10002000"
    })
    void numbersAreLittleEndian(VR vr, String text, String bytes) {
        dataSet.put(0x00091001, vr, text);
        Element element = dataSet.get(0x00091001).orElseThrow();
        assertThat(element.bytes()).asHexString().isEqualTo(bytes);
        assertThat(element.strings()).containsExactly(text);
    }

    @ParameterizedTest
    @CsvSource({
        "US, 65536",
        "US, -1",
        "SS, 32768",
        "UL, 4294967296",
        "US, 1.5",
        "US, Шість",
        "FL, x",
        "AT, PatientsName"
    })
    void refusesNumbersThatDoNotFit(VR vr, String text) {
        assertThatThrownBy(() -> dataSet.put(0x00091001, vr, text))
                .isInstanceOf(DicomValueException.class)
                .hasMessageContaining("(0009,1001)")
                .hasMessageNotContaining(text);
    }

    @Test
    void aMissingOrEmptyElementHasNoValues() {
        dataSet.putEmpty(Tag.PatientName);
        for (int tag : List.of(Tag.PatientName, Tag.PatientID)) {
            assertThat(dataSet.string(tag)).isEmpty();
            assertThat(dataSet.strings(tag)).isEmpty();
            assertThat(dataSet.integer(tag)).isEmpty();
            assertThat(dataSet.items(tag)).isEmpty();
        }
        assertThat(dataSet.contains(Tag.PatientName)).isTrue();
        assertThat(dataSet.contains(Tag.PatientID)).isFalse();
    }

    @Test
    void valuesAreSeparatedByBackslashesAndComeWithoutPadding() {
        dataSet.putBytes(Tag.ImageType, VR.CS, "ORIGINAL\\ PRIMARY \\\\AXIAL ".getBytes());
        assertThat(dataSet.strings(Tag.ImageType)).containsExactly("ORIGINAL", "PRIMARY", "", "AXIAL");
        dataSet.putBytes(Tag.SOPInstanceUID, VR.UI, "1.2.3\0".getBytes());
        assertThat(dataSet.string(Tag.SOPInstanceUID)).contains("1.2.3");
    }

    @Test
    void aParagraphKeepsLeadingSpacesAndBackslashes() {
        dataSet.put(Tag.ImageComments, "  C:\\знімки");
        assertThat(dataSet.strings(Tag.ImageComments)).containsExactly("  C:\\знімки");
    }

    @Test
    void itemsTakeTheCharacterSetOfTheDataSetTheyArePartOf() {
        DataSet item = new DataSet().put(Tag.CodeMeaning, "Знімок");
        assertThat(item.characterSet()).isEqualTo(SpecificCharacterSet.ISO_IR_6);
        dataSet.put(Tag.SpecificCharacterSet, "ISO_IR 192").putItems(Tag.ProcedureCodeSequence, item);
        assertThat(item.characterSet()).isEqualTo(SpecificCharacterSet.ISO_IR_192);
        assertThat(item.parent()).containsSame(dataSet);
        assertThat(dataSet.item(Tag.ProcedureCodeSequence)).containsSame(item);
    }

    @Test
    void addsItemsBehindThoseThatAreThere() {
        DataSet first = new DataSet();
        DataSet second = new DataSet();
        dataSet.addItem(Tag.ProcedureCodeSequence, first).addItem(Tag.ProcedureCodeSequence, second);
        assertThat(dataSet.items(Tag.ProcedureCodeSequence)).containsExactly(first, second);
    }

    @Test
    void changingTheCharacterSetDoesNotChangeWhatTextReads() {
        dataSet.put(Tag.SpecificCharacterSet, "ISO_IR 144")
                .putBytes(Tag.PatientName, VR.PN, new byte[] {(byte) 0xA6, (byte) 0xEF})
                .put(Tag.SpecificCharacterSet, "ISO_IR 192");
        assertThat(dataSet.string(Tag.PatientName)).contains("Ія");
    }

    @Test
    void textGoesIntoAnotherCharacterSetOnlyWhole() {
        Element name = Element.of(Tag.PatientName, VR.PN, List.of("Ґалаґан"));
        SpecificCharacterSet cyrillic = SpecificCharacterSet.of("ISO_IR 144");
        assertThatThrownBy(() -> name.in(cyrillic))
                .isInstanceOf(DicomValueException.class)
                .hasMessageContaining("(0010,0010) PatientName")
                .hasMessageContaining("ISO_IR 144");
        Element undecodable = Element.of(
                Tag.PatientName,
                VR.PN,
                new Value.Bytes(new byte[] {(byte) 0xC0, (byte) 0xC1}),
                SpecificCharacterSet.ISO_IR_6);
        assertThatThrownBy(() -> undecodable.in(SpecificCharacterSet.ISO_IR_192))
                .isInstanceOf(DicomValueException.class)
                .hasMessageContaining("ISO_IR 6");
        assertThat(undecodable.string()).contains("\uFFFD\uFFFD");
        assertThat(undecodable.bytes()).asHexString().isEqualTo("C0C1");
    }

    @Test
    void halfACharacterIsRefused() {
        assertThatThrownBy(() -> dataSet.put(Tag.PatientName, "A\uD800"))
                .isInstanceOf(DicomValueException.class)
                .hasMessageContaining("U+D800");
    }

    @Test
    void aKnownElementWrittenAsUnIsReadByTheDictionary() {
        dataSet.putBytes(Tag.PatientID, VR.UN, "12345 ".getBytes());
        assertThat(dataSet.string(Tag.PatientID)).contains("12345");
        assertThat(dataSet.get(Tag.PatientID)).map(Element::vr).contains(VR.UN);
    }

    @Test
    void oddValuesArePaddedAsTheirVrWantsIt() {
        dataSet.put(Tag.PatientID, "1")
                .put(Tag.SOPInstanceUID, "1.2")
                .putBytes(Tag.PixelData, VR.OB, new byte[3])
                .putFragments(Tag.EncapsulatedDocument, List.of(BulkData.of(new byte[3])));
        assertThat(dataSet.get(Tag.PatientID).orElseThrow().bytes()).containsExactly('1', ' ');
        assertThat(dataSet.get(Tag.SOPInstanceUID).orElseThrow().bytes()).containsExactly('1', '.', '2', 0);
        assertThat(dataSet.get(Tag.PixelData).orElseThrow().value().length()).isEqualTo(4);
        Value.Fragments fragments = (Value.Fragments)
                dataSet.get(Tag.EncapsulatedDocument).orElseThrow().value();
        assertThat(fragments.fragments()).extracting(BulkData::length).containsExactly(0L, 4L);
    }

    @Test
    void aPrivateElementNeedsItsVr() {
        assertThatThrownBy(() -> dataSet.put(0x00091001, "x"))
                .isInstanceOf(DicomValueException.class)
                .hasMessageContaining("give one");
        assertThat(dataSet.put(0x00091001, VR.LO, "x").string(0x00091001)).contains("x");
    }

    @Test
    void toStringShowsNoValues() {
        dataSet.put(Tag.PatientName, "Шевченко");
        assertThat(dataSet.toString()).doesNotContain("Шевченко");
        assertThat(dataSet.get(Tag.PatientName).orElseThrow().toString()).isEqualTo("(0010,0010) PatientName PN #16");
    }
}
