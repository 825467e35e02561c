package ua.vuzol.delivery;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpeningHoursTest {
    private static final ZoneId KYIV = ZoneId.of("Europe/Kyiv");

    /** On Monday and Friday from 20:00 to 06:00, on Saturday the whole day. */
    private static final OpeningHours HOURS = new OpeningHours(
            KYIV,
            List.of(
                    new OpeningHours.Period(Set.of(MONDAY, FRIDAY), LocalTime.of(20, 0), Duration.ofHours(10)),
                    new OpeningHours.Period(Set.of(SATURDAY), LocalTime.MIDNIGHT, Duration.ofDays(1))));

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T19:59:59, false", // a Monday
        "2026-11-23T20:00:00, true",
        "2026-11-24T05:59:59, true",
        "2026-11-24T06:00:00, false",
        "2026-11-24T20:00:00, false",
        "2026-11-28T12:00:00, true", // a Saturday
        "2026-11-29T00:00:00, false",
        "2026-10-26T02:30:00, false", // the morning after the clocks were set back
    })
    void itIsOpenInItsTimesByTheClockOnTheWall(LocalDateTime local, boolean open) {
        assertThat(HOURS.isOpen(local.atZone(KYIV).toInstant())).isEqualTo(open);
    }

    @Test
    void theZoneCounts() {
        LocalDateTime evening = LocalDateTime.of(2026, 11, 23, 20, 30);
        assertThat(HOURS.isOpen(evening.atZone(ZoneId.of("Asia/Tokyo")).toInstant()))
                .isFalse();
    }

    @Test
    void withoutTimesItIsAlwaysOpen() {
        assertThat(OpeningHours.ALWAYS.isOpen(
                        LocalDateTime.of(2026, 1, 1, 3, 0).atZone(KYIV).toInstant()))
                .isTrue();
    }
}
