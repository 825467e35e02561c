package ua.vuzol.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueRulesTest {

    private static Element element(int tag, VR vr, String text) {
        return Element.of(tag, vr, new Value.Bytes(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @ParameterizedTest
    @CsvSource({
        "PatientID, LO, a, true",
        "PatientID, LO, a\\b, false",
        "PatientID, LO, '  ', true",
        "ImageType, CS, A, false",
        "ImageType, CS, A\\B\\C\\D, true",
        "PixelSpacing, DS, 1\\2, true",
        "PixelSpacing, DS, 1, false",
        "ImageOrientationPatient, DS, 1\\0\\0\\0\\1\\0, true",
        "PatientOrientation, CS, A\\F, true",
        "PrinterPixelSpacing, DS, 1\\2\\3, false",
        "ContourData, DS, 1\\2\\3, true",
        "ContourData, DS, 1\\2\\3\\4, false",
        "FrameIncrementPointer, AT, abcdefgh, true",
        "Rows, US, abcd, false"
    })
    void theDictionarySaysHowManyValuesThereMayBe(String keyword, VR vr, String text, boolean allowed) {
        int tag = Tag.parse(keyword);
        assertThat(ValueRules.violations(element(tag, vr, text)).isEmpty()).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "LT, '\t\r\n\f', true",
        "LO, 'a\tb', false",
        "LT, '\u0001x', false",
        "SH, 'a\u007Fb', false",
        "CS, A*, false",
        "DA, 20260101-, false",
        "DA, 2026.01.01, false",
        "TM, 24, false",
        "DT, 2026+1500, false",
        "IS, 2147483648, false",
        "AS, 34Y, false",
        "DS, '1,5', false",
        "UR, 'http://a/b\\c', true"
    })
    void onlyWhatMayBeStoredPasses(VR vr, String text, boolean allowed) {
        assertThat(ValueRules.violations(element(0x00091001, vr, text)).isEmpty())
                .isEqualTo(allowed);
    }
}
