package ua.vuzol.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.hl7.fhir.r4.model.DateTimeType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FhirTimesTest {
    private final FhirTimes times = new FhirTimes(ZoneId.of("Europe/Kyiv"));

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource({
        "2026-01-15, 10:15,        2026-01-15T10:15:00+02:00", // winter
        "2026-07-15, 10:15,        2026-07-15T10:15:00+03:00", // summer
        "2026-03-29, 03:30,        2026-03-29T03:30:00+02:00", // the hour that was skipped
        "2026-10-25, 03:30,        2026-10-25T03:30:00+03:00", // the hour that came twice: the first time
        "2026-10-25, 04:00,        2026-10-25T04:00:00+02:00",
        "2026-01-15, 10:15:01.250, 2026-01-15T10:15:01.25+02:00",
        "1900-01-01, 00:00,        1900-01-01T00:00:00+02:02" // local mean time, +02:02:04, as FHIR can write it
    })
    void theZonesOffsetOfTheDayIsUsed(LocalDate date, LocalTime time, String expected) {
        assertThat(times.dateTime(Optional.of(date), Optional.of(time), Optional.empty()))
                .map(DateTimeType::getValueAsString)
                .contains(expected);
    }

    @Test
    void theObjectsOwnOffsetComesFirst() {
        assertThat(started(Optional.of(ZoneOffset.ofHoursMinutes(-3, -30)))).contains("2026-07-15T10:15:00-03:30");
        assertThat(started(Optional.of(ZoneOffset.UTC))).contains("2026-07-15T10:15:00+00:00");
    }

    @Test
    void anOffsetThatFhirCannotWriteGivesWayToTheZone() {
        assertThat(started(Optional.of(ZoneOffset.ofHours(-18)))).contains("2026-07-15T10:15:00+03:00");
    }

    @Test
    void withoutATimeThereIsTheDateAlone() {
        assertThat(times.dateTime(
                        Optional.of(LocalDate.of(2026, 7, 15)), Optional.empty(), Optional.of(ZoneOffset.UTC)))
                .map(DateTimeType::getValueAsString)
                .contains("2026-07-15");
    }

    @Test
    void withoutADateOrInTheYearZeroThereIsNothing() {
        assertThat(times.dateTime(Optional.empty(), Optional.of(LocalTime.NOON), Optional.empty()))
                .isEmpty();
        assertThat(times.dateTime(Optional.of(LocalDate.of(0, 1, 1)), Optional.empty(), Optional.empty()))
                .isEmpty();
    }

    private Optional<String> started(Optional<ZoneOffset> offset) {
        return times.dateTime(Optional.of(LocalDate.of(2026, 7, 15)), Optional.of(LocalTime.of(10, 15)), offset)
                .map(DateTimeType::getValueAsString);
    }
}
