package ua.vuzol.hub.cli.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomValueException;
import ua.vuzol.dicom.data.Tag;

class ElementPathTest {
    private final DataSet dataSet = new DataSet();

    @ParameterizedTest
    @ValueSource(strings = {"PatientName", "0010,0010", "(0010,0010)", "00100010"})
    void anElementIsNamedByKeywordOrTag(String text) {
        ElementPath.parse(text).putInto(dataSet, "Шевченко^Тарас");
        assertThat(dataSet.string(Tag.PatientName)).contains("Шевченко^Тарас");
    }

    @ParameterizedTest
    @CsvSource({
        "ScheduledProcedureStepSequence[0].Modality, ScheduledProcedureStepSequence[1]/Modality",
        "ScheduledProcedureStepSequence.Modality, ScheduledProcedureStepSequence/Modality",
        "'0040,0100[0].0008,0060', '(0040,0100)[1]/(0008,0060)'"
    })
    void itemsCountFromZeroBeforeADotAndFromOneBeforeASlash(String dotted, String slashed) {
        ElementPath.parse(dotted).putInto(dataSet, "CT");
        assertThat(ElementPath.parse(slashed).in(dataSet).flatMap(element -> element.string()))
                .contains("CT");
        assertThat(dataSet.items(Tag.ScheduledProcedureStepSequence)).hasSize(1);
    }

    @Test
    void aNewItemComesRightBehindTheOthers() {
        ElementPath second = ElementPath.parse("ProcedureCodeSequence[1].CodeValue");
        assertThatThrownBy(() -> second.putInto(dataSet, "1"))
                .isInstanceOf(DicomValueException.class)
                .hasMessageContaining("it has 0 items");
        ElementPath.parse("ProcedureCodeSequence[0].CodeValue").putInto(dataSet, "0");
        second.putInto(dataSet, "1");
        assertThat(dataSet.items(Tag.ProcedureCodeSequence)).hasSize(2);
    }

    @Test
    void backslashesSeparateValuesWhereTheVrHasSeveral() {
        ElementPath.parse("ImageType").putInto(dataSet, "DERIVED\\PRIMARY");
        ElementPath.parse("ImageComments").putInto(dataSet, "C:\\images");
        assertThat(dataSet.strings(Tag.ImageType)).containsExactly("DERIVED", "PRIMARY");
        assertThat(dataSet.strings(Tag.ImageComments)).containsExactly("C:\\images");
    }

    @Test
    void thatOfAPrivateElementIsGivenOrTakenFromWhatIsThere() {
        assertThatThrownBy(() -> ElementPath.parse("0009,1001").putInto(dataSet, "a"))
                .isInstanceOf(DicomValueException.class)
                .hasMessageContaining("0009,1001:LO=VALUE");
        ElementPath.parse("0009,1001:LO").putInto(dataSet, "a");
        ElementPath.parse("0009,1001").putInto(dataSet, "b");
        assertThat(dataSet.string(0x00091001)).contains("b");
    }

    @Test
    void withoutAValueItIsEmpty() {
        ElementPath.parse("PatientID").putInto(dataSet, "");
        ElementPath.parse("ProcedureCodeSequence").putInto(dataSet, "");
        assertThat(dataSet.get(Tag.PatientID))
                .hasValueSatisfying(element -> assertThat(element.isEmpty()).isTrue());
        assertThat(dataSet.contains(Tag.ProcedureCodeSequence)).isTrue();
        assertThat(dataSet.items(Tag.ProcedureCodeSequence)).isEmpty();
    }

    @Test
    void whatIsNotThereIsNotRemoved() {
        ElementPath.parse("ProcedureCodeSequence[0].CodeValue").putInto(dataSet, "0");
        assertThat(ElementPath.parse("ProcedureCodeSequence[1].CodeValue").removeFrom(dataSet))
                .isFalse();
        assertThat(ElementPath.parse("ProcedureCodeSequence[0].CodeMeaning").removeFrom(dataSet))
                .isFalse();
        assertThat(ElementPath.parse("ProcedureCodeSequence[0].CodeValue").removeFrom(dataSet))
                .isTrue();
        assertThat(dataSet.item(Tag.ProcedureCodeSequence))
                .hasValueSatisfying(item -> assertThat(item.isEmpty()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "NoSuchKeyword",
                "ProcedureCodeSequence[0]",
                "ProcedureCodeSequence[0]/CodeValue",
                "ProcedureCodeSequence[-1].CodeValue",
                "ProcedureCodeSequence[0]..CodeValue",
                "PatientName:XX",
                "ProcedureCodeSequence:SQ.CodeValue"
            })
    void anythingElseIsNoPath(String text) {
        assertThatThrownBy(() -> ElementPath.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
