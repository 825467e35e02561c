package ua.vuzol.intake.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ua.vuzol.intake.profile.Conversion;

class ConversionsTest {
    private static final Conversions CONVERSIONS = new Conversions(LocalDate.of(2026, 3, 12));

    private static Conversion.Pattern pattern(String text) {
        DateTimeFormatter formatter =
                DateTimeFormatter.ofPattern(text, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
        return new Conversion.Pattern(text, formatter, text.contains("uu") && !text.contains("uuuu"));
    }

    private static String date(String text) {
        return date("PatientBirthDate", text);
    }

    private static String date(String keyword, String text) {
        return CONVERSIONS.apply(
                keyword, new Conversion.Date(List.of(pattern("dd.MM.uuuu"), pattern("dd.MM.uu"))), text);
    }

    @ParameterizedTest
    @CsvSource({
        "Ч, M",
        "ч, M",
        "чол, M",
        "чол., M",
        "Чоловіча, M",
        "М, M",
        "муж., M",
        "M, M",
        "Male, M",
        "Ж, F",
        "жін, F",
        "Жіноча, F",
        "женский, F",
        "f, F",
        "FEMALE, F",
        "O, O",
        "інше, O",
        "-, ''",
        "?, ''"
    })
    void sexIsUnderstoodAsDevicesWriteIt(String text, String sex) {
        assertThat(CONVERSIONS.apply("StudyDate", new Conversion.Sex(), text)).isEqualTo(sex);
    }

    @ParameterizedTest
    @CsvSource({"'1,5', 1.5", "-0.25, -0.25", "'1 024', 1024", "'+7', +7", "70, 70"})
    void numbersMayHaveADecimalComma(String text, String number) {
        assertThat(CONVERSIONS.apply("StudyDate", new Conversion.Decimal(), text))
                .isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,2,3", "70 кВ", "1e5", "NaN", "٣"})
    void whatIsNoNumberIsRefused(String text) {
        assertThatThrownBy(() -> CONVERSIONS.apply("StudyDate", new Conversion.Decimal(), text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"30.02.2024", "29.02.2023", "31.04.2025", "00.01.2024", "1.1.2024", "01.01.20245", "2024-01-01"})
    void aDayThatDoesNotExistOrAnotherFormIsRefused(String text) {
        assertThatThrownBy(() -> date(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void everyDayThatExistsIsUnderstood(@ForAll @IntRange(min = -25_567, max = 20_000) int day) {
        LocalDate date = LocalDate.ofEpochDay(day);

        assertThat(date(date.format(DateTimeFormatter.ofPattern("dd.MM.uuuu"))))
                .isEqualTo(date.format(DateTimeFormatter.BASIC_ISO_DATE));
    }

    @Property
    void aBirthWithATwoDigitYearNeverLiesAfterTheReceipt(@ForAll @IntRange(min = 0, max = 99) int year) {
        String converted = date(String.format(Locale.ROOT, "15.06.%02d", year));

        assertThat(converted).isBetween("19260615", "20260312").endsWith(String.format(Locale.ROOT, "%02d0615", year));
    }

    @ParameterizedTest
    @CsvSource({"hh:mm, 10:11", "dd.MM, 10.11"})
    void aPatternThatDoesNotTellAllOfItFitsNothing(String form, String text) {
        Conversion.Pattern pattern = pattern(form);

        assertThatThrownBy(() -> CONVERSIONS.apply("StudyDate", new Conversion.Time(List.of(pattern)), text))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CONVERSIONS.apply("StudyDate", new Conversion.Date(List.of(pattern)), text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"13.03.26, 20260313", "12.03.27, 20270312", "13.03.27, 19270313", "01.07.85, 19850701"})
    void anotherDayWithATwoDigitYearLiesAtMostAYearAfterTheReceipt(String text, String date) {
        assertThat(date("StudyDate", text)).isEqualTo(date);
    }

    @Test
    void timesKeepThePrecisionOfTheDevice() {
        assertThat(CONVERSIONS.apply("StudyDate", new Conversion.Time(List.of(pattern("HH:mm"))), "09:05"))
                .isEqualTo("0905");
        assertThat(CONVERSIONS.apply("StudyDate", new Conversion.Time(List.of(pattern("HH:mm:ss"))), "09:05:07"))
                .isEqualTo("090507");
    }

    @Test
    void aDateAndATimeMayStandInOneField() {
        Conversion.Pattern both = pattern("dd.MM.uuuu HH:mm");

        assertThat(CONVERSIONS.apply("StudyDate", new Conversion.Date(List.of(both)), "12.03.2026 09:05"))
                .isEqualTo("20260312");
        assertThat(CONVERSIONS.apply("StudyDate", new Conversion.Time(List.of(both)), "12.03.2026 09:05"))
                .isEqualTo("0905");
    }

    @Test
    void aCodeOutsideTheMapOfTheProfileIsRefused() {
        Conversion.Lookup lookup = new Conversion.Lookup(Map.of("1", "CHEST"));

        assertThat(CONVERSIONS.apply("StudyDate", lookup, "1")).isEqualTo("CHEST");
        assertThatThrownBy(() -> CONVERSIONS.apply("StudyDate", lookup, "2")).hasMessageContaining("add it there");
    }
}
