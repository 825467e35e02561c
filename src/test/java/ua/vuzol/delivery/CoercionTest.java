package ua.vuzol.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.net.TestObjects;
import ua.vuzol.peers.Answers;
import ua.vuzol.text.Language;
import ua.vuzol.text.Text;

class CoercionTest {
    private static final Text TEXT = new Text(Path.of("mappings"), Language.UKRAINIAN);

    private static DataSet object() {
        return TestObjects.image(SopClass.SecondaryCaptureImageStorage, 1, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)
                .put(Tag.PatientName, "Ґалаґан^Юрій^Щербович")
                .put(Tag.StudyDescription, "Рентген ОГК")
                .put(Tag.StudyID, "Щ1")
                .put(Tag.PatientComments, "Перший рядок\r\nДругий")
                .put(0x00091001, VR.LO, "Приватне")
                .put(0x00090010, VR.LO, "VENDOR")
                .putItems(
                        Tag.RequestAttributesSequence,
                        new DataSet().put(Tag.ScheduledProcedureStepDescription, "Грудна клітка"));
    }

    private static DataSet coerced(Answers answers) {
        DataSet dataSet = object();
        assertThat(new Coercion(answers, TEXT).apply(dataSet, object())).isTrue();
        return dataSet;
    }

    private static DataSet before(DataSet coerced) {
        DataSet item = coerced.item(Tag.OriginalAttributesSequence).orElseThrow();
        assertThat(item.string(Tag.ReasonForTheAttributeModification)).contains("COERCE");
        assertThat(item.string(Tag.ModifyingSystem)).contains("VUZOL");
        assertThat(item.dateTime(Tag.AttributeModificationDateTime)).isPresent();
        return item.item(Tag.ModifiedAttributesSequence).orElseThrow();
    }

    @Test
    void forLatinLettersEveryTextIsTransliteratedAlsoInsideSequences() {
        DataSet coerced = coerced(new Answers(Answers.CharacterSet.ASCII, true));
        assertThat(coerced.contains(Tag.SpecificCharacterSet)).isFalse();
        assertThat(coerced.string(Tag.PatientName)).contains("Galagan^Yurii^Shcherbovych");
        assertThat(coerced.string(Tag.StudyDescription)).contains("Renthen OHK");
        assertThat(coerced.string(Tag.PatientComments)).contains("Pershyi riadok\r\nDruhyi");
        assertThat(coerced.string(0x00091001)).contains("Pryvatne");
        assertThat(coerced.item(Tag.RequestAttributesSequence)
                        .orElseThrow()
                        .string(Tag.ScheduledProcedureStepDescription))
                .contains("Hrudna klitka");
        assertThat(coerced.string(Tag.SOPInstanceUID)).isEqualTo(object().string(Tag.SOPInstanceUID));
    }

    @Test
    void whatTheTextWasIsKeptWithItsCharacterSet() {
        DataSet before = before(coerced(new Answers(Answers.CharacterSet.ASCII, true)));
        assertThat(before.string(Tag.SpecificCharacterSet)).contains("ISO_IR 192");
        assertThat(before.string(Tag.PatientName)).contains("Ґалаґан^Юрій^Щербович");
        assertThat(before.string(0x00091001)).contains("Приватне");
        assertThat(before.string(0x00090010)).as("its creator").contains("VENDOR");
        assertThat(before.item(Tag.RequestAttributesSequence)
                        .orElseThrow()
                        .string(Tag.ScheduledProcedureStepDescription))
                .contains("Грудна клітка");
        assertThat(before.contains(Tag.PatientID))
                .as("nothing that did not change")
                .isFalse();
    }

    @Test
    void latinTextThatGrewTooLongForItsVrIsCut() {
        DataSet dataSet = object().put(Tag.StudyID, "Щ".repeat(16)).put(Tag.PatientName, "Щ".repeat(40) + "^І");
        DataSet original = object().put(Tag.StudyID, "Щ".repeat(16)).put(Tag.PatientName, "Щ".repeat(40) + "^І");
        new Coercion(new Answers(Answers.CharacterSet.ASCII, true), TEXT).apply(dataSet, original);
        assertThat(dataSet.string(Tag.StudyID))
                .hasValueSatisfying(id -> assertThat(id).hasSize(16));
        assertThat(dataSet.string(Tag.PatientName))
                .hasValueSatisfying(name -> assertThat(name).hasSize(64));
        assertThat(before(dataSet).string(Tag.StudyID)).contains("Щ".repeat(16));
    }

    @Test
    void inIsoIr144OnlyTheLetterThatItLacksIsRecorded() {
        DataSet coerced = coerced(new Answers(Answers.CharacterSet.CYRILLIC, false));
        assertThat(coerced.string(Tag.SpecificCharacterSet)).contains("ISO_IR 144");
        assertThat(coerced.string(Tag.PatientName)).contains("Галаган^Юрій^Щербович");
        assertThat(coerced.string(Tag.StudyDescription)).contains("Рентген ОГК");
        DataSet before = before(coerced);
        assertThat(before.string(Tag.PatientName)).contains("Ґалаґан^Юрій^Щербович");
        assertThat(before.string(Tag.SpecificCharacterSet)).contains("ISO_IR 192");
        assertThat(before.contains(Tag.StudyDescription)).isFalse();
    }

    @Test
    void aFormerRecordIsNotLost() {
        DataSet former = new DataSet().put(Tag.ModifyingSystem, "OTHER");
        DataSet dataSet = object().putItems(Tag.OriginalAttributesSequence, former);
        DataSet original =
                object().putItems(Tag.OriginalAttributesSequence, new DataSet().put(Tag.ModifyingSystem, "OTHER"));
        new Coercion(new Answers(Answers.CharacterSet.ASCII, true), TEXT).apply(dataSet, original);
        assertThat(dataSet.items(Tag.OriginalAttributesSequence))
                .extracting(item -> item.string(Tag.ModifyingSystem).orElseThrow())
                .containsExactly("OTHER", "VUZOL");
    }

    @ParameterizedTest
    @EnumSource(Answers.CharacterSet.class)
    void whatIsPlainAlreadyStaysAsItIs(Answers.CharacterSet characterSet) {
        DataSet plain = plain();
        assertThat(new Coercion(new Answers(characterSet, true), TEXT).apply(plain, plain()))
                .as("only the declaration of a character set may change")
                .isEqualTo(characterSet != Answers.CharacterSet.ASCII);
        assertThat(plain.strings(Tag.PatientName)).isEqualTo(List.of("Plain^Name"));
    }

    private static DataSet plain() {
        return TestObjects.image(SopClass.CTImageStorage, 1, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)
                .remove(Tag.SpecificCharacterSet)
                .put(Tag.PatientName, "Plain^Name");
    }
}
