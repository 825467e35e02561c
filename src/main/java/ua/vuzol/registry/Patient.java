package ua.vuzol.registry;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A person as the hub knows them.
 *
 * @param id the registry's own key
 * @param pid Patient ID (0010,0020) with its issuer
 * @param name Patient's Name (0010,0010) as a PN value, usually Cyrillic
 * @param latinName Other Patient Names (0010,1001) as a PN value, the Latin form
 * @param birthDate Patient's Birth Date (0010,0030)
 * @param sex Patient's Sex (0010,0040): M, F or O
 * @param otherIds Other Patient IDs Sequence (0010,1002): numbers of the state, and those that the person had before merges
 * @param contacts what else the MIS tells
 * @param survivor the key of the record that took the place of this one in a merge
 */
public record Patient(
        long id,
        PatientId pid,
        String name,
        Optional<String> latinName,
        Optional<LocalDate> birthDate,
        Optional<String> sex,
        List<PatientId> otherIds,
        Contacts contacts,
        Optional<Long> survivor) {

    /**
     * What helps to find a person, and to tell one from another.
     *
     * @param mothersName Patient's Mother's Birth Name (0010,1060) as a PN value
     * @param address Patient's Address (0010,1040): street, place, region, postal code and country, as far as they are known
     * @param phones Patient's Telephone Numbers (0010,2154)
     */
    public record Contacts(Optional<String> mothersName, Optional<String> address, List<String> phones) {
        public static final Contacts NONE = new Contacts(Optional.empty(), Optional.empty(), List.of());

        public Contacts {
            phones = List.copyOf(phones);
        }
    }

    public Patient {
        otherIds = List.copyOf(otherIds);
    }

    /** One of whom no contacts are known, and who was not merged. */
    public Patient(
            long id,
            PatientId pid,
            String name,
            Optional<String> latinName,
            Optional<LocalDate> birthDate,
            Optional<String> sex,
            List<PatientId> otherIds) {
        this(id, pid, name, latinName, birthDate, sex, otherIds, Contacts.NONE, Optional.empty());
    }

    /** The same person before the registry has given a key. */
    public static Patient unregistered(
            PatientId pid,
            String name,
            Optional<String> latinName,
            Optional<LocalDate> birthDate,
            Optional<String> sex,
            List<PatientId> otherIds) {
        return new Patient(0, pid, name, latinName, birthDate, sex, otherIds);
    }

    Patient withId(long newId) {
        return new Patient(newId, pid, name, latinName, birthDate, sex, otherIds, contacts, survivor);
    }

    /** This person with more numbers; none is forgotten, and the Patient ID is not among the others. */
    Patient withOtherIds(List<PatientId> more) {
        List<PatientId> all = Stream.concat(otherIds.stream(), more.stream())
                .filter(number -> !number.equals(pid))
                .distinct()
                .sorted(PatientId.ORDER)
                .toList();
        return new Patient(id, pid, name, latinName, birthDate, sex, all, contacts, survivor);
    }
}
