package ua.vuzol.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedValueTest {

    private final DataSet dataSet = new DataSet();

    @ParameterizedTest
    @CsvSource({"20260131, 2026-01-31, true", "2026.01.31, 2026-01-31, false", "20240229, 2024-02-29, true"})
    void aDateKeepsItsText(String text, LocalDate date, boolean standard) {
        DicomDate read = DicomDate.parse(Tag.StudyDate, text);
        assertThat(read.text()).isEqualTo(text);
        assertThat(read).hasToString(text);
        assertThat(read.toLocalDate()).isEqualTo(date);
        assertThat(read.isStandard()).isEqualTo(standard);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "20260230", "20261301", "2026", "2026-01-31", "00000000", "31.01.2026", "20260131 "})
    void whatIsNoDayIsNoDate(String text) {
        assertThat(DicomDate.of(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new DicomDate(text));
    }

    @ParameterizedTest
    @CsvSource({
        "08, 08:00:00, 08:59:59.999999999, Hours, true",
        "0830, 08:30:00, 08:30:59.999999999, Minutes, true",
        "083015, 08:30:15, 08:30:15.999999999, Seconds, true",
        "083015.25, 08:30:15.25, 08:30:15.259999999, Nanos, true",
        "083015.123456, 08:30:15.123456, 08:30:15.123456999, Nanos, true",
        "08:30:15, 08:30:15, 08:30:15.999999999, Seconds, false",
        "08:30, 08:30:00, 08:30:59.999999999, Minutes, false",
        "235960, 23:59:59, 23:59:59.999999999, Seconds, true",
        "23, 23:00:00, 23:59:59.999999999, Hours, true"
    })
    void aTimeReachesAsFarAsItsPrecision(
            String text, LocalTime earliest, LocalTime latest, String precision, boolean standard) {
        DicomTime time = DicomTime.parse(Tag.StudyTime, text);
        assertThat(time.text()).isEqualTo(text);
        assertThat(time.toLocalTime()).isEqualTo(earliest);
        assertThat(time.latest()).isEqualTo(latest);
        assertThat(time.precision()).hasToString(precision);
        assertThat(time.isStandard()).isEqualTo(standard);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8", "24", "0860", "083061", "083015.", "083015.1234567", "08.5", "8:30", "ранок"})
    void whatIsNoTimeOfDayIsNoTime(String text) {
        assertThat(DicomTime.of(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026, 2026-01-01T00:00, 2026-12-31T23:59:59.999999999, Years",
        "202602, 2026-02-01T00:00, 2026-02-28T23:59:59.999999999, Months",
        "20260131, 2026-01-31T00:00, 2026-01-31T23:59:59.999999999, Days",
        "2026013108, 2026-01-31T08:00, 2026-01-31T08:59:59.999999999, Hours",
        "202601310830, 2026-01-31T08:30, 2026-01-31T08:30:59.999999999, Minutes",
        "20260131083015, 2026-01-31T08:30:15, 2026-01-31T08:30:15.999999999, Seconds",
        "20260131083015.5, 2026-01-31T08:30:15.5, 2026-01-31T08:30:15.599999999, Nanos",
    })
    void aDateTimeMayStopAnywhereBehindTheYear(
            String text, LocalDateTime earliest, LocalDateTime latest, String precision) {
        for (String offset : List.of("", "+0200", "-1200")) {
            DicomDateTime read = DicomDateTime.parse(Tag.AcquisitionDateTime, text + offset);
            assertThat(read.text()).isEqualTo(text + offset);
            assertThat(read.earliest()).isEqualTo(earliest);
            assertThat(read.latest()).isEqualTo(latest);
            assertThat(read.precision()).hasToString(precision);
            assertThat(read.offset().map(ZoneOffset::getId).orElse("").replace(":", ""))
                    .isEqualTo(offset);
            assertThat(read.isStandard()).isTrue();
        }
    }

    @Test
    void aDateTimeBecomesWhatItsPrecisionAllows() {
        DicomDateTime month = DicomDateTime.parse(Tag.AcquisitionDateTime, "202601+0200");
        assertThat(month.toLocalDate()).isEmpty();
        assertThat(month.toOffsetDateTime()).isEmpty();
        DicomDateTime day = DicomDateTime.parse(Tag.AcquisitionDateTime, "20260131+0200");
        assertThat(day.toLocalDate()).contains(LocalDate.of(2026, 1, 31));
        assertThat(day.toLocalDateTime()).isEmpty();
        DicomDateTime minute = DicomDateTime.parse(Tag.AcquisitionDateTime, "202601310830+0200");
        assertThat(minute.toOffsetDateTime()).contains(OffsetDateTime.parse("2026-01-31T08:30:00+02:00"));
        assertThat(DicomDateTime.parse(Tag.AcquisitionDateTime, "202601310830").toOffsetDateTime())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "202", "20260230", "2026013124", "2026-01-31", "20260131+02", "20260131+1960", "учора"})
    void whatDoesNotExistIsNoDateTime(String text) {
        assertThat(DicomDateTime.of(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026+1500", "2026-1300", "2026-0000"})
    void anOffsetThatNoPlaceHasIsReadButNotStandard(String text) {
        assertThat(DicomDateTime.of(text)).map(DicomDateTime::isStandard).contains(false);
    }

    @Property
    void momentsAreWrittenAndReadBack(@ForAll LocalDateTime any) {
        LocalDateTime moment = any.truncatedTo(ChronoUnit.MICROS);
        assertThat(DicomDateTime.of(moment).toLocalDateTime()).contains(moment);
        assertThat(DicomTime.of(moment.toLocalTime()).toLocalTime()).isEqualTo(moment.toLocalTime());
        assertThat(DicomDate.of(moment.toLocalDate()).toLocalDate()).isEqualTo(moment.toLocalDate());
        OffsetDateTime there = moment.atOffset(ZoneOffset.ofHours(2));
        assertThat(DicomDateTime.of(there).toOffsetDateTime()).contains(there);
    }

    @ParameterizedTest
    @CsvSource({
        "034Y, P34Y, true",
        "006M, P6M, true",
        "002W, P14D, true",
        "010D, P10D, true",
        "34Y, P34Y, false",
        "034y, P34Y, false"
    })
    void anAgeIsAPeriod(String text, Period period, boolean standard) {
        DicomAge age = DicomAge.parse(Tag.PatientAge, text);
        assertThat(age.text()).isEqualTo(text);
        assertThat(age.toPeriod()).isEqualTo(period);
        assertThat(age.isStandard()).isEqualTo(standard);
    }

    @ParameterizedTest
    @CsvSource({"1.50, 1.50", "' -.5E3 ', -5E+2", "+7., 7", "0.12345678901234567890, 0.12345678901234567890"})
    void aDecimalStringIsExact(String text, BigDecimal number) {
        DecimalString read = DecimalString.parse(Tag.PatientWeight, text);
        assertThat(read.text()).isEqualTo(text);
        assertThat(read.toBigDecimal()).isEqualTo(number);
        assertThat(read.toDouble()).isEqualTo(number.doubleValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "1,5", "NaN", "0x1p3", "1e99999", "1d", "--1"})
    void whatIsNoDecimalNumberIsNone(String text) {
        assertThat(DecimalString.of(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"007, 7", "' +7 ', 7", "-2147483648, -2147483648", "2147483647, 2147483647", "12.0, 12"})
    void anIntegerStringHas32Bits(String text, int number) {
        IntegerString read = IntegerString.parse(Tag.SeriesNumber, text);
        assertThat(read.text()).isEqualTo(text);
        assertThat(read.toInt()).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.5", "2147483648", "1e3", "x"})
    void whatIsNoIntegerIsNone(String text) {
        assertThat(IntegerString.of(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "20260101, 20260101, 20260101",
        "20260101-20260131, 20260101, 20260131",
        "20260101-, 20260101, ''",
        "-20260131, '', 20260131",
        "20260101 - 20260131, 20260101, 20260131",
        "2026.01.01-2026.01.31, 2026.01.01, 2026.01.31"
    })
    void aQueryAsksForARangeOfDates(String text, String from, String to) {
        DicomRange<DicomDate> range = DicomRange.ofDates(text).orElseThrow();
        assertThat(range.text()).isEqualTo(text);
        assertThat(range.from().map(DicomDate::text).orElse("")).isEqualTo(from);
        assertThat(range.to().map(DicomDate::text).orElse("")).isEqualTo(to);
        assertThat(range.isSingle()).isEqualTo(from.equals(to));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-0500, 2026-0500, 2026-0500",
        "2025-2026, 2025, 2026",
        "20250101-0500-20260101-0500, 20250101-0500, 20260101-0500",
        "20250101-0500-, 20250101-0500, ''",
        "-20260101-0500, '', 20260101-0500",
        "2025-1300, 2025, 1300"
    })
    void aHyphenBeginsAnOffsetWhereItCan(String text, String from, String to) {
        DicomRange<DicomDateTime> range = DicomRange.ofDateTimes(text).orElseThrow();
        assertThat(range.from().map(DicomDateTime::text).orElse("")).isEqualTo(from);
        assertThat(range.to().map(DicomDateTime::text).orElse("")).isEqualTo(to);
    }

    @Test
    void aQueryAsksForARangeOfTimes() {
        assertThat(DicomRange.ofTimes("08-1200").orElseThrow().to())
                .map(DicomTime::toLocalTime)
                .contains(LocalTime.NOON);
        assertThat(DicomRange.ofTimes("2200-0600")).as("over midnight").isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "--", "20260101-x", "x-20260101", "20260101-20260131-", "*"})
    void whatIsNoRangeIsNone(String text) {
        assertThat(DicomRange.ofDates(text)).isEmpty();
    }

    @Test
    void aDataSetGivesTypedValues() {
        dataSet.put(Tag.StudyDate, "20260131")
                .put(Tag.StudyTime, "0830")
                .put(Tag.AcquisitionDateTime, "202601")
                .put(Tag.PatientAge, "034Y")
                .put(Tag.PatientWeight, "70.50")
                .put(Tag.SeriesNumber, "007");
        assertThat(dataSet.date(Tag.StudyDate)).map(DicomDate::text).contains("20260131");
        assertThat(dataSet.time(Tag.StudyTime)).map(DicomTime::text).contains("0830");
        assertThat(dataSet.dateTime(Tag.AcquisitionDateTime))
                .map(DicomDateTime::text)
                .contains("202601");
        assertThat(dataSet.age(Tag.PatientAge)).map(DicomAge::text).contains("034Y");
        assertThat(dataSet.decimalString(Tag.PatientWeight))
                .map(DecimalString::text)
                .contains("70.50");
        assertThat(dataSet.integerString(Tag.SeriesNumber))
                .map(IntegerString::text)
                .contains("007");
        assertThat(dataSet.date(Tag.SeriesDate)).isEmpty();
        dataSet.put(Tag.StudyDate, "20260101-").put(Tag.StudyTime, "-12").put(Tag.AcquisitionDateTime, "2025-2026");
        assertThat(dataSet.dateRange(Tag.StudyDate).orElseThrow().to()).isEmpty();
        assertThat(dataSet.timeRange(Tag.StudyTime).orElseThrow().from()).isEmpty();
        assertThat(dataSet.dateTimeRange(Tag.AcquisitionDateTime).orElseThrow().from())
                .map(DicomDateTime::text)
                .contains("2025");
        assertThat(dataSet.dateRange(Tag.SeriesDate)).isEmpty();
    }

    @Test
    void aValueOfAnotherFormIsToldByItsTagAlone() {
        dataSet.putBytes(Tag.StudyDate, VR.DA, "31-JAN-2026 ".getBytes());
        assertRefused(() -> dataSet.date(Tag.StudyDate));
        dataSet.putBytes(Tag.StudyDate, VR.DA, "yesterday".getBytes());
        assertRefused(() -> dataSet.dateRange(Tag.StudyDate));
        assertRefused(() -> dataSet.time(Tag.StudyDate));
        assertRefused(() -> dataSet.dateTime(Tag.StudyDate));
        assertRefused(() -> dataSet.age(Tag.StudyDate));
        assertRefused(() -> dataSet.decimalString(Tag.StudyDate));
        assertRefused(() -> dataSet.integerString(Tag.StudyDate));
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DicomValueException.class, e -> assertThat(e.tag()).isEqualTo(Tag.StudyDate))
                .hasMessageContaining("StudyDate")
                .hasMessageNotContaining("JAN")
                .hasMessageNotContaining("yesterday");
    }
}
