package ua.vuzol.intake.profile;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/** How a text of the device becomes a DICOM value. */
public sealed interface Conversion {

    /** As it is, without the spaces around it. */
    record Text() implements Conversion {}

    /** To DA by the first pattern that fits strictly: 30.02.2024 fits none. */
    record Date(List<Pattern> patterns) implements Conversion {}

    /** To TM by the first pattern that fits. */
    record Time(List<Pattern> patterns) implements Conversion {}

    /** To M, F or O (PS3.3 C.7.1.1) from the ways Ukrainian, Russian and English devices write it. */
    record Sex() implements Conversion {}

    /** To DS or IS; the decimal comma and spaces between thousands are understood. */
    record Decimal() implements Conversion {}

    /** One field "Прізвище Ім'я По батькові" to the components of PN. */
    record Name() implements Conversion {}

    /** By the profile's own table; a value that is not in it is an error. */
    record Lookup(Map<String, String> table) implements Conversion {}

    /**
     * One pattern of a date or a time.
     *
     * @param twoDigitYear the century is then the latest in which a birth does not lie after the receipt, and any other day not more
     *     than a year after it
     */
    record Pattern(String text, DateTimeFormatter formatter, boolean twoDigitYear) {}
}
