package ua.vuzol.archive;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import ua.vuzol.dicom.data.DataSet;

/** Values of an object as the catalogue keeps them: empty for absent, and without U+0000, which PostgreSQL's text has not. */
final class Values {
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
        return text.replace('\0', '\uFFFD');
    }
}
