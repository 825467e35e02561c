package ua.vuzol.publication;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.stream.Stream;
import ua.vuzol.dicom.data.PersonName;
import ua.vuzol.dicom.data.PersonName.Group;

/** Names of people as a reader wants them. */
public final class PersonNames {
    private PersonNames() {}

    /**
     * A PN value in the order of Ukrainian papers: family name, given name, patronymic; empty if there is no name in it.
     *
     * @param pn as in PS3.5 6.2.1.2
     */
    public static String text(String pn) {
        Group name = written(pn);
        return Stream.of(name.prefix(), name.family(), name.given(), name.middle(), name.suffix())
                .filter(part -> !part.isEmpty())
                .collect(joining(" "));
    }

    /** The names of an attribute with several values, which a backslash divides. */
    static Stream<String> texts(String values) {
        return Arrays.stream(values.split("\\\\")).map(PersonNames::text).filter(name -> !name.isEmpty());
    }

    /** The first way of writing that is not empty: for Ukrainian names there is no other. */
    static Group written(String pn) {
        PersonName name = PersonName.parse(pn);
        return Stream.of(name.alphabetic(), name.ideographic(), name.phonetic())
                .filter(group -> !group.isEmpty())
                .findFirst()
                .orElse(Group.EMPTY);
    }
}
