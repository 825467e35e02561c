package ua.vuzol.intake.convert;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalQuery;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import ua.vuzol.intake.profile.Conversion;

/** Texts of devices to DICOM values. */
final class Conversions {
    private static final Map<String, String> SEX = sex();

    private final LocalDate today;

    /** @param today the day of receipt where the device stands */
    Conversions(LocalDate today) {
        this.today = today;
    }

    /**
     * The value, empty when the text says that it is not known.
     *
     * @param keyword of the attribute that takes it
     * @throws IllegalArgumentException whose message ends a sentence that began with the name and text of the field
     */
    String apply(String keyword, Conversion conversion, String text) {
        if (text.isEmpty() || conversion instanceof Conversion.Text) {
            return text;
        }
        if (conversion instanceof Conversion.Date date) {
            return date(keyword, date.patterns(), text);
        }
        if (conversion instanceof Conversion.Time time) {
            return time(time.patterns(), text);
        }
        if (conversion instanceof Conversion.Sex) {
            return known(
                    SEX.get(text.replaceAll("\\.$", "").toLowerCase(Locale.ROOT)), "no sex the hub knows; use map");
        }
        if (conversion instanceof Conversion.Lookup lookup) {
            return known(lookup.table().get(text), "not in the map of the profile; add it there");
        }
        if (conversion instanceof Conversion.Decimal) {
            return number(text);
        }
        return PersonNames.parse(text);
    }

    private String date(String keyword, List<Conversion.Pattern> patterns, String text) {
        for (Conversion.Pattern pattern : patterns) {
            Optional<LocalDate> parsed = parse(pattern, text, LocalDate::from);
            if (parsed.isPresent()) {
                LocalDate date = pattern.twoDigitYear() ? inItsCentury(keyword, parsed.get()) : parsed.get();
                return date.format(DateTimeFormatter.BASIC_ISO_DATE);
            }
        }
        throw new IllegalArgumentException("no date of the form " + forms(patterns));
    }

    /** A year of two digits is read as 2000 to 2099. Nobody is born after today; other days may lie ahead, as a clock may. */
    private LocalDate inItsCentury(String keyword, LocalDate date) {
        LocalDate last = keyword.equals("PatientBirthDate") ? today : today.plusYears(1);
        return date.isAfter(last) ? date.minusYears(100) : date;
    }

    private static String time(List<Conversion.Pattern> patterns, String text) {
        for (Conversion.Pattern pattern : patterns) {
            Optional<LocalTime> parsed = parse(pattern, text, LocalTime::from);
            if (parsed.isPresent()) {
                String form = pattern.text().contains("s") ? "HHmmss" : "HHmm";
                return parsed.get().format(DateTimeFormatter.ofPattern(form, Locale.ROOT));
            }
        }
        throw new IllegalArgumentException("no time of the form " + forms(patterns));
    }

    private static <T> Optional<T> parse(Conversion.Pattern pattern, String text, TemporalQuery<T> query) {
        try {
            return Optional.of(pattern.formatter().parse(text, query));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String forms(List<Conversion.Pattern> patterns) {
        return patterns.stream().map(Conversion.Pattern::text).collect(Collectors.joining(" or "));
    }

    private static String number(String text) {
        String number = text.replaceAll("[\\s\\u00A0]", "").replace(',', '.');
        return known(number.matches("[+-]?\\d+(\\.\\d+)?") ? number : null, "no number");
    }

    private static String known(String value, String otherwise) {
        return Optional.ofNullable(value).orElseThrow(() -> new IllegalArgumentException(otherwise));
    }

    /** As Ukrainian, Russian and English devices write it; the one-letter forms in both scripts. */
    private static Map<String, String> sex() {
        Map<String, String> table = new HashMap<>();
        for (String male :
                List.of("ч", "чол", "чоловік", "чоловіча", "чоловічий", "м", "муж", "мужской", "m", "male")) {
            table.put(male, "M");
        }
        for (String female : List.of("ж", "жін", "жінка", "жіноча", "жіночий", "жен", "женский", "f", "female")) {
            table.put(female, "F");
        }
        for (String other : List.of("o", "other", "інше", "інша")) {
            table.put(other, "O");
        }
        for (String unknown : List.of("u", "unknown", "-", "?", "невідомо")) {
            table.put(unknown, "");
        }
        return Map.copyOf(table);
    }
}
