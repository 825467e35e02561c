package ua.vuzol.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ua.vuzol.dicom.io.DicomTestSupport.decoded;
import static ua.vuzol.dicom.io.DicomTestSupport.encoded;
import static ua.vuzol.dicom.io.DicomTestSupport.hex;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;

/** What an edit changes in the bytes: the element, the lengths around it, and nothing else. */
class EditingTest {

    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final TransferSyntax IMPLICIT = TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;

    private static final String WRONG_GROUP_8 = "0800 0000 554C 0400 63000000" + "0800 6000 4353 0200 4354";
    private static final String WRONG_GROUP_10 = "1000 0000 554C 0400 07000000" + "1000 2000 4C4F 0200 3132";

    @Test
    void aWrongGroupLengthGoesOutAsItCame() {
        byte[] bytes = hex(WRONG_GROUP_8 + WRONG_GROUP_10);
        assertThat(encoded(decoded(bytes, EXPLICIT), EXPLICIT)).isEqualTo(bytes);
    }

    @Test
    void onlyTheLengthOfTheGroupThatWasEditedIsWorkedOutAnew() {
        DataSet dataSet = decoded(hex(WRONG_GROUP_8 + WRONG_GROUP_10), EXPLICIT);
        dataSet.put(Tag.PatientID, "34");
        assertThat(encoded(dataSet, EXPLICIT))
                .isEqualTo(hex(WRONG_GROUP_8 + "1000 0000 554C 0400 0A000000" + "1000 2000 4C4F 0200 3334"));
        DataSet without = decoded(hex(WRONG_GROUP_8 + WRONG_GROUP_10), EXPLICIT).remove(Tag.Modality);
        assertThat(encoded(without, EXPLICIT)).isEqualTo(hex("0800 0000 554C 0400 00000000" + WRONG_GROUP_10));
    }

    @Test
    void aWrongGroupLengthIsWorkedOutAnewWhereTheGroupIsOfAnotherLengthNow() {
        String item = "FEFF00E0 14000000 0800 0001 5348 0200 3132 0800 0401 4C4F 0200 3334";
        byte[] bytes = hex("0800 0000 554C 0400 01000000" + "0800 3210 5351 0000 1C000000" + item);
        assertThat(encoded(decoded(bytes, EXPLICIT), EXPLICIT)).isEqualTo(bytes);
        DataSet edited = decoded(bytes, EXPLICIT);
        edited.items(Tag.ProcedureCodeSequence).get(0).put(Tag.CodeMeaning, "3456");
        assertThat(encoded(edited, EXPLICIT))
                .isEqualTo(hex("0800 0000 554C 0400 2A000000" + "0800 3210 5351 0000 1E000000"
                        + "FEFF00E0 16000000 0800 0001 5348 0200 3132 0800 0401 4C4F 0400 33343536"));
        DataSet other = decoded(encoded(decoded(bytes, EXPLICIT), IMPLICIT), IMPLICIT);
        assertThat(other.integer(0x00080000)).contains(0x24);
    }

    @Test
    void lengthsAroundAnEditedItemFollowAndDelimitersStay() {
        String before = "0800 3210 5351 0000 FFFFFFFF" + "FEFF00E0 FFFFFFFF 0800 0001 5348 0200 3132 FEFF0DE0 00000000"
                + "FEFF00E0 1E000000 0800 3210 5351 0000 12000000 FEFF00E0 0A000000 0800 0001 5348 0200 3536"
                + "FEFFDDE0 00000000";
        DataSet dataSet = decoded(hex(before), EXPLICIT);
        dataSet.items(Tag.ProcedureCodeSequence)
                .get(1)
                .items(Tag.ProcedureCodeSequence)
                .get(0)
                .put(Tag.CodeValue, "5678");
        assertThat(encoded(dataSet, EXPLICIT))
                .isEqualTo(hex("0800 3210 5351 0000 FFFFFFFF"
                        + "FEFF00E0 FFFFFFFF 0800 0001 5348 0200 3132 FEFF0DE0 00000000"
                        + "FEFF00E0 20000000 0800 3210 5351 0000 14000000 FEFF00E0 0C000000 0800 0001 5348 0400 35363738"
                        + "FEFFDDE0 00000000"));
    }

    @Test
    void elementsOutOfOrderGoOutInOrder() {
        byte[] bytes = hex("1000 2000 4C4F 0200 3132" + "0800 6000 4353 0200 4354" + "1000 1000 504E 0200 4142"
                + "2800 1000 5553 0200 0100");
        assertThat(encoded(decoded(bytes, EXPLICIT), EXPLICIT))
                .isEqualTo(hex("0800 6000 4353 0200 4354" + "1000 1000 504E 0200 4142" + "1000 2000 4C4F 0200 3132"
                        + "2800 1000 5553 0200 0100"));
    }

    @Test
    void theSameElementTwiceIsTheSameElementOnce() {
        byte[] once = hex("1000 2000 4C4F 0200 3132" + "2800 1000 5553 0200 0100");
        byte[] twice = hex("1000 2000 4C4F 0200 3132" + "2800 1000 5553 0200 0100" + "1000 2000 4C4F 0200 3132");
        assertThat(encoded(decoded(twice, EXPLICIT), EXPLICIT)).isEqualTo(once);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1000 2000 4C4F 0200 3133", // another value
                "1000 2000 5348 0200 3132", // another VR
                "1000 2000 5351 0000 00000000", // a sequence
                "0800 6000 4353 0200 4354 0800 6000 4353 0200 4352" // two out of order
            })
    void twoElementsOfOneTagThatDifferAreRefused(String second) {
        byte[] bytes = hex("1000 2000 4C4F 0200 3132" + second);
        assertThatThrownBy(() -> decoded(bytes, EXPLICIT))
                .isInstanceOfSatisfying(DicomFormatException.class, e -> {
                    assertThat(e.offset()).isGreaterThanOrEqualTo(10);
                    assertThat(e.tag()).isIn(Tag.PatientID, Tag.Modality);
                })
                .hasMessageContaining("two of this");
    }

    @Test
    void twoSequencesOfOneTagAreRefused() {
        String sequence = "0800 3210 5351 0000 08000000 FEFF00E0 00000000";
        assertThatThrownBy(() -> decoded(hex(sequence + sequence), EXPLICIT))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("two of this sequence");
    }

    @Test
    void realFilesKeepEveryOtherByteWhenANameIsChanged() throws IOException {
        int edited = 0;
        for (Path file : DicomTestSupport.realFiles()) {
            try {
                edited += keepsEveryOtherByte(file) ? 1 : 0;
            } catch (DicomFormatException e) {
                assertThat(RoundTripTest.NOT_READ).containsKey(DicomTestSupport.name(file));
            }
        }
        assertThat(edited).isGreaterThan(100);
    }

    private static boolean keepsEveryOtherByte(Path file) throws IOException {
        DicomObject object = DicomReader.read(file);
        DataSet dataSet = object.dataSet();
        TransferSyntax syntax = object.transferSyntax();
        Element name = dataSet.get(Tag.PatientName).orElse(null);
        if (syntax.deflated()
                || name == null
                || dataSet.contains(0x00100000)
                || RoundTripTest.NOT_IDENTICAL.containsKey(DicomTestSupport.name(file))) {
            return false;
        }
        byte[] before = DicomTestSupport.dataSetBytes(Files.readAllBytes(file));
        Element changed = Element.of(
                Tag.PatientName,
                VR.PN,
                new Value.Bytes("CHANGED^NAME^LONGER^THAN^IT^WAS ".getBytes(StandardCharsets.US_ASCII)));
        String old = latin(encoded(new DataSet().put(Element.of(Tag.PatientName, name.vr(), name.value())), syntax));
        String all = latin(before);
        int at = all.indexOf(old);
        if (at != all.lastIndexOf(old)) {
            return false; // an item has the name too
        }
        dataSet.put(changed);
        String expected = all.substring(0, at)
                + latin(encoded(new DataSet().put(changed), syntax))
                + all.substring(at + old.length());
        assertThat(latin(encoded(dataSet, syntax)).equals(expected))
                .as(file.toString())
                .isTrue();
        return true;
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void aLengthOfAGroupThatWasNotReadIsWorkedOut() {
        DataSet dataSet = new DataSet().put(0x00100000, VR.UL, "5").put(Tag.PatientID, "1234");
        for (TransferSyntax syntax : List.of(EXPLICIT, TransferSyntax.EXPLICIT_VR_BIG_ENDIAN)) {
            assertThat(decoded(encoded(dataSet, syntax), syntax).integer(0x00100000))
                    .contains(12);
        }
    }
}
