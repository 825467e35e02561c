package ua.vuzol.archive;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import ua.vuzol.dicom.data.DicomDate;
import ua.vuzol.dicom.data.DicomTime;

/**
 * DA, TM and offset values as the catalogue needs them (PS3.5 6.2), with the old forms YYYY.MM.DD and HH:MM:SS that PS3.5
 * still asks readers to accept. A value that is none of these is absent from the catalogue; the object keeps it.
 */
final class DateTimes {
    private DateTimes() {}

    static Optional<LocalDate> date(String value) {
        return DicomDate.of(value).map(DicomDate::toLocalDate);
    }

    /** A second of 60 is a leap second (PS3.5 6.2): it becomes 59. */
    static Optional<LocalTime> time(String value) {
        return DicomTime.of(value).map(DicomTime::toLocalTime);
    }

    static Optional<ZoneOffset> offset(String value) {
        try {
            return Optional.of(ZoneOffset.of(value));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
