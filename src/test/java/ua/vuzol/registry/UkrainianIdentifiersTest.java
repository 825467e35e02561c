package ua.vuzol.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ua.vuzol.registry.UkrainianIdentifiers.Sex;
import ua.vuzol.registry.UkrainianIdentifiers.TaxpayerNumber;

class UkrainianIdentifiersTest {

    @ParameterizedTest
    @CsvSource({
        "1759013776, 1948-02-28, MALE",
        "2245134075, 1961-06-20, MALE",
        "3184710691, 1987-03-12, MALE",
        "2530414071, 1969-04-12, MALE",
        "2659719350, 1972-10-26, MALE"
    })
    void aTaxpayerNumberTellsBirthDateAndSex(String number, LocalDate birthDate, Sex sex) {
        assertThat(UkrainianIdentifiers.rnokpp(number)).contains(new TaxpayerNumber(birthDate, sex));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1759013770",
                "3126509816",
                "3015492561",
                "0000000000",
                "",
                "175901377",
                "17590137766",
                "175901377A",
                " 1759013776",
                "١٧٥٩٠١٣٧٧٦"
            })
    void aWrongTaxpayerNumberTellsNothing(String number) {
        assertThat(UkrainianIdentifiers.rnokpp(number)).isEmpty();
    }

    @Property
    void oneWrongDigitOfATaxpayerNumberIsNeverTakenForThatPerson(
            @ForAll @IntRange(max = 8) int at, @ForAll @IntRange(min = 1, max = 9) int by) {
        char[] digits = "1759013776".toCharArray();
        digits[at] = (char) ('0' + (digits[at] - '0' + by) % 10);
        assertThat(UkrainianIdentifiers.rnokpp(new String(digits)))
                .isNotEqualTo(UkrainianIdentifiers.rnokpp("1759013776"));
    }

    @ParameterizedTest
    @CsvSource({
        "19550212-01110, 1955-02-12",
        "19910824-00026, 1991-08-24",
        "19870312-00018, 1987-03-12",
        "20000229-00177, 2000-02-29"
    })
    void aDemographicRegisterNumberTellsTheBirthDate(String number, LocalDate birthDate) {
        assertThat(UkrainianIdentifiers.unzr(number)).contains(birthDate);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "19900101-00099",
                "19910824-00027",
                "19911331-00012",
                "1991082400026",
                "19910824-0002",
                "19910824-00000",
                ""
            })
    void aWrongDemographicRegisterNumberTellsNothing(String number) {
        assertThat(UkrainianIdentifiers.unzr(number)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "32855961",
                "00032945",
                "14360570",
                "23246880",
                "25083040",
                "30674235",
                "33124015",
                "34827358",
                "01072609",
                "38782323",
                "03293936",
                "39034697",
                "42032422",
                "12345678"
            })
    void anEntitysCodeIsValidByItsLastDigit(String code) {
        assertThat(UkrainianIdentifiers.isEdrpou(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"32855968", "32323454", "00000000", "", "3285596", "328559611", "3285596A"})
    void aWrongCodeIsNot(String code) {
        assertThat(UkrainianIdentifiers.isEdrpou(code)).isFalse();
    }
}
