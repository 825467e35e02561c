package ua.vuzol.dicom.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A PN value (PS3.5 6.2.1.2): the same name written alphabetically, in ideographs and phonetically. What goes beyond three
 * groups or five components is not part of the name, nor is padding around a component; only {@link #text()} has them. Names
 * are equal if their groups are.
 *
 * @param text as it was read, so that a name that is only passed on loses nothing
 */
public record PersonName(Group alphabetic, Group ideographic, Group phonetic, String text) {

    /** One way of writing the name; absent components are empty. The Ukrainian patronymic is the middle name. */
    public record Group(String family, String given, String middle, String prefix, String suffix) {

        public static final Group EMPTY = new Group("", "", "", "", "");

        static Group parse(String text) {
            List<String> parts = padded(text.split("\\^", -1), 5);
            return new Group(parts.get(0), parts.get(1), parts.get(2), parts.get(3), parts.get(4));
        }

        public boolean isEmpty() {
            return equals(EMPTY);
        }

        /** Joined by carets, without the trailing ones. */
        @Override
        public String toString() {
            return joined("^", Stream.of(family, given, middle, prefix, suffix));
        }
    }

    /** A name of these groups; its text is {@link #format()}. */
    public PersonName(Group alphabetic, Group ideographic, Group phonetic) {
        this(alphabetic, ideographic, phonetic, format(alphabetic, ideographic, phonetic));
    }

    /** A name in the alphabetic group alone. */
    public static PersonName of(String family, String given, String middle) {
        return new PersonName(new Group(family, given, middle, "", ""), Group.EMPTY, Group.EMPTY);
    }

    public static PersonName parse(String text) {
        List<String> groups = padded(text.split("=", -1), 3);
        return new PersonName(Group.parse(groups.get(0)), Group.parse(groups.get(1)), Group.parse(groups.get(2)), text);
    }

    /** The PN value of the groups, without trailing carets and equals signs. */
    public String format() {
        return format(alphabetic, ideographic, phonetic);
    }

    private static String format(Group... groups) {
        return joined("=", Stream.of(groups).map(Group::toString));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PersonName that
                && alphabetic.equals(that.alphabetic)
                && ideographic.equals(that.ideographic)
                && phonetic.equals(that.phonetic);
    }

    @Override
    public int hashCode() {
        return Objects.hash(alphabetic, ideographic, phonetic);
    }

    /** As {@link #format()}. */
    @Override
    public String toString() {
        return format();
    }

    private static List<String> padded(String[] parts, int size) {
        return Stream.concat(Stream.of(parts).map(String::strip), Stream.generate(() -> ""))
                .limit(size)
                .toList();
    }

    private static String joined(String separator, Stream<String> parts) {
        List<String> kept = new ArrayList<>(parts.toList());
        while (!kept.isEmpty() && kept.get(kept.size() - 1).isEmpty()) {
            kept.remove(kept.size() - 1);
        }
        return kept.stream().collect(Collectors.joining(separator));
    }
}
