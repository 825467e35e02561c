package ua.vuzol.delivery;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/**
 * When a destination may be sent to.
 *
 * @param times open if one of them is; always if there is none
 */
public record OpeningHours(ZoneId zone, List<Period> times) {

    static final OpeningHours ALWAYS = new OpeningHours(ZoneOffset.UTC, List.of());

    public OpeningHours {
        times = List.copyOf(times);
    }

    /**
     * A time on some days of the week.
     *
     * @param days on which it begins
     * @param from when it begins
     * @param length until it ends, perhaps on the next day, by the clock on the wall; a day at most
     */
    public record Period(Set<DayOfWeek> days, LocalTime from, Duration length) {

        public Period {
            days = Set.copyOf(days);
        }

        private boolean contains(LocalDateTime moment) {
            LocalDate day = moment.toLocalDate();
            return beganAndLasts(day, moment) || beganAndLasts(day.minusDays(1), moment);
        }

        private boolean beganAndLasts(LocalDate day, LocalDateTime moment) {
            LocalDateTime begin = day.atTime(from);
            return days.contains(day.getDayOfWeek()) && !moment.isBefore(begin) && moment.isBefore(begin.plus(length));
        }
    }

    boolean isOpen(Instant now) {
        LocalDateTime moment = LocalDateTime.ofInstant(now, zone);
        return times.isEmpty() || times.stream().anyMatch(period -> period.contains(moment));
    }
}
