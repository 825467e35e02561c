package ua.vuzol.dicom.data;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueLimitsTest {

    private static final int TAG = 0x00091001;

    @ParameterizedTest
    @CsvSource({"AE, 16", "CS, 16", "LO, 64", "LT, 10240", "PN, 64", "SH, 16", "ST, 1024", "DS, 16", "IS, 12", "UI, 64"
    })
    void aValueMayHaveAsManyCharactersAsItsVrAllowsAndNoMore(VR vr, int limit) {
        String longest = "1".repeat(limit);
        assertThatCode(() -> ValueLimits.check(TAG, vr, longest)).doesNotThrowAnyException();
        assertThatThrownBy(() -> ValueLimits.check(TAG, vr, longest + "1"))
                .isInstanceOf(DicomValueException.class)
                .hasMessageContaining("(0009,1001)")
                .hasMessageContaining(String.valueOf(limit));
    }

    @Test
    void charactersCountAndNotTheirBytes() {
        assertThatCode(() -> ValueLimits.check(TAG, VR.SH, "Щ".repeat(16))).doesNotThrowAnyException();
        assertThatCode(() -> ValueLimits.check(TAG, VR.SH, "𠮷".repeat(16))).doesNotThrowAnyException();
    }

    @Test
    void eachGroupOfANameHas64Characters() {
        String group = "Щ".repeat(64);
        assertThatCode(() -> ValueLimits.check(TAG, VR.PN, group + "=" + group + "=" + group))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> ValueLimits.check(TAG, VR.PN, "A=" + group + "Щ"))
                .isInstanceOf(DicomValueException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "AS, 034Y",
        "DA, 20260131",
        "DA, 20260101-20260131",
        "DA, 20260101-",
        "DA, -20260131",
        "TM, 08",
        "TM, 0830",
        "TM, 083015.123456",
        "TM, 0800-1200",
        "DT, 2026",
        "DT, 20260131083015.5+0200",
        "DS, -1.5E-3",
        "DS, .5",
        "IS, -12",
        "CS, ISO_IR 192",
        "UI, 1.2.3",
        "AE, VUZOL"
    })
    void acceptsTheFormOfTheVr(VR vr, String value) {
        assertThatCode(() -> ValueLimits.check(TAG, vr, value)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "AS, 34",
        "DA, 2026-01-31",
        "DA, 31.01.2026",
        "TM, 08:30",
        "DT, учора",
        "DS, '1,5'",
        "IS, 1.5",
        "CS, ж",
        "CS, abc",
        "UI, 1.2.x",
        "AE, ВУЗОЛ",
        "LO, a\\b",
        "PN, a\\b"
    })
    void refusesAnotherFormWithoutTellingTheValue(VR vr, String value) {
        assertThatThrownBy(() -> ValueLimits.check(TAG, vr, value))
                .isInstanceOf(DicomValueException.class)
                .hasMessageContaining("(0009,1001)")
                .hasMessageNotContaining("'" + value + "'")
                .hasMessageNotContaining("\"" + value + "\"");
    }
}
