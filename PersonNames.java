package ua.vuzol.intake.convert;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import ua.vuzol.dicom.data.PersonName;

/** Person names as devices write them to the components of PN (PS3.5 6.2.1.2). */
final class PersonNames {
    private static final Pattern GLUED_INITIALS = Pattern.compile("(\\p{L}\\.)(?=\\p{L})");
    private static final Pattern DELIMITERS = Pattern.compile("[\\^=\\\\\\s\\p{Cntrl}\\u00A0]+");

    private PersonNames() {}

    /**
     * "Прізвище Ім'я По батькові", or "Прізвище І. Б.": the patronymic is the middle name and takes whatever follows it. A
     * name that already has carets is taken as PN.
     */
    static String parse(String text) {
        if (text.contains("^")) {
            return PersonName.parse(text.replace('\\', ' ')).format();
        }
        List<String> words = new ArrayList<>(Arrays.asList(
                clean(GLUED_INITIALS.matcher(text).replaceAll("$1 ")).split(" ")));
        String family = words.remove(0);
        String given = words.isEmpty() ? "" : words.remove(0);
        return of(family, given, String.join(" ", words), "", "");
    }

    /** From components; what would delimit a PN within them becomes a space. */
    static String of(String family, String given, String middle, String prefix, String suffix) {
        String[] parts = Stream.of(family, given, middle, prefix, suffix)
                .map(PersonNames::clean)
                .toArray(String[]::new);
        PersonName.Group group = new PersonName.Group(parts[0], parts[1], parts[2], parts[3], parts[4]);
        return new PersonName(group, PersonName.Group.EMPTY, PersonName.Group.EMPTY).format();
    }

    private static String clean(String part) {
        return DELIMITERS.matcher(part).replaceAll(" ").strip();
    }
}
