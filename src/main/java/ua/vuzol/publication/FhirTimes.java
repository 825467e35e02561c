package ua.vuzol.publication;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import org.hl7.fhir.r4.model.DateTimeType;

/**
 * DICOM's local date and time as a FHIR dateTime. The offset is the object's own (0008,0201), else that of the configured
 * zone on that day. An hour that the clock skipped or repeated has the offset from before the change.
 */
final class FhirTimes {
    /** Minutes are the finest offset that FHIR knows; local mean time of old dates has seconds. */
    private static final DateTimeFormatter DATE_TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.MILLI_OF_SECOND, 0, 3, true)
            .appendPattern("xxx")
            .toFormatter(Locale.ROOT);

    private static final int FURTHEST_OFFSET = ZoneOffset.ofHours(14).getTotalSeconds();

    private final ZoneId zone;

    FhirTimes(ZoneId zone) {
        this.zone = zone;
    }

    /** Absent if there is no date, or one in the year 0, which FHIR cannot write; a date alone if there is no time. */
    Optional<DateTimeType> dateTime(Optional<LocalDate> date, Optional<LocalTime> time, Optional<ZoneOffset> offset) {
        return date.filter(day -> day.getYear() > 0)
                .map(day -> time.map(hour -> dateTime(day, hour, offset)).orElseGet(day::toString))
                .map(DateTimeType::new);
    }

    private String dateTime(LocalDate date, LocalTime time, Optional<ZoneOffset> offset) {
        var local = date.atTime(time);
        ZoneOffset valid = offset.filter(given -> Math.abs(given.getTotalSeconds()) <= FURTHEST_OFFSET)
                .orElseGet(() -> zone.getRules().getOffset(local));
        return DATE_TIME.format(local.atOffset(valid));
    }
}
