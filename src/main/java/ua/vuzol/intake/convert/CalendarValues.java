package ua.vuzol.intake.convert;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.intake.UnreadableInputException;

/**
 * Looks whether every DA, TM and DT is one moment of the calendar (PS3.5 6.2). Digits are not enough: 20240230 is no day, and a
 * range stands in queries only.
 */
final class CalendarValues {
    private static final Pattern DATE = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})");
    private static final Pattern TIME = Pattern.compile("(\\d{2})(?:(\\d{2})(?:(\\d{2})(?:\\.\\d{1,6})?)?)?");
    private static final Pattern DATE_TIME = Pattern.compile(
            "(\\d{4})(?:(\\d{2})(?:(\\d{2})(?:(\\d{2}(?:\\d{2}(?:\\d{2}(?:\\.\\d{1,6})?)?)?))?)?)?([+-]\\d{4})?");

    private static final int LEAP_SECOND = 60;

    private CalendarValues() {}

    /** @throws UnreadableInputException naming the first value that is no date or time, also within sequences */
    static void check(DataSet dataSet) {
        for (Element element : dataSet) {
            if (element.vr() == VR.SQ) {
                dataSet.items(element.tag()).forEach(CalendarValues::check);
            } else if (element.vr() == VR.DA || element.vr() == VR.TM || element.vr() == VR.DT) {
                element.strings().stream()
                        .filter(value -> !value.isEmpty() && !isReal(element.vr(), value))
                        .findFirst()
                        .ifPresent(value -> {
                            throw refusal(element, value);
                        });
            }
        }
    }

    private static UnreadableInputException refusal(Element element, String value) {
        String kind = element.vr() == VR.TM ? "time" : "date";
        return new UnreadableInputException("The value \"" + value + "\" for " + Tag.describe(element.tag())
                + " is no " + kind + " that exists; if the device writes it in another form, name that with " + kind
                + ": in the profile.");
    }

    private static boolean isReal(VR vr, String value) {
        try {
            switch (vr) {
                case DA -> date(parts(DATE, value));
                case TM -> time(value);
                default -> dateTime(value);
            }
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static void dateTime(String value) {
        Matcher parts = parts(DATE_TIME, value);
        date(parts);
        if (parts.group(4) != null) {
            time(parts.group(4));
        }
        if (parts.group(5) != null) {
            ZoneOffset.of(parts.group(5));
        }
    }

    private static void date(Matcher parts) {
        LocalDate.of(number(parts.group(1), 0), number(parts.group(2), 1), number(parts.group(3), 1));
    }

    private static void time(String value) {
        Matcher parts = parts(TIME, value);
        int second = number(parts.group(3), 0);
        LocalTime.of(number(parts.group(1), 0), number(parts.group(2), 0), second == LEAP_SECOND ? 59 : second);
    }

    private static Matcher parts(Pattern form, String value) {
        Matcher parts = form.matcher(value);
        if (!parts.matches()) {
            throw new DateTimeException("another form");
        }
        return parts;
    }

    private static int number(String digits, int otherwise) {
        return digits == null ? otherwise : Integer.parseInt(digits);
    }
}
