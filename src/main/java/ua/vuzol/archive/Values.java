package ua.vuzol.archive;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import ua.vuzol.dicom.data.DataSet;

/**
 * Values of an object as the catalogue keeps them: empty for absent, without U+0000, which PostgreSQL's text has not, and not
 * longer than what an index can hold; the object keeps them whole.
 */
final class Values {
    private static final int MOST_CHARACTERS = 500;

    private Values() {}

    static String text(DataSet dataSet, int tag) {
        return clean(dataSet.string(tag).orElse(""));
    }

    /** All values, joined by backslashes. */
    static String texts(DataSet dataSet, int tag) {
        return clean(String.join("\\", dataSet.strings(tag)));
    }

    static Optional<LocalDate> date(DataSet dataSet, int tag) {
        return dataSet.string(tag).flatMap(DateTimes::date);
    }

    static Optional<LocalTime> time(DataSet dataSet, int tag) {
        return dataSet.string(tag).flatMap(DateTimes::time);
    }

    static String clean(String text) {
        String cut = text.codePointCount(0, text.length()) <= MOST_CHARACTERS
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MOST_CHARACTERS));
        return cut.replace('\0', '\uFFFD');
    }
}
