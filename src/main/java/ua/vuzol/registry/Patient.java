package ua.vuzol.registry;

import java.time.LocalDate;
import java.util.Comparator;
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
 * @param otherIds Other Patient IDs Sequence (0010,1002)
 */
public record Patient(
        long id,
        PatientId pid,
        String name,
        Optional<String> latinName,
        Optional<LocalDate> birthDate,
        Optional<String> sex,
        List<PatientId> otherIds) {

    /** The same person before the registry has given a key. */
    public static Patient unregistered(
            PatientId pid,
            String name,
            Optional<String> latinName,
            Optional<LocalDate> birthDate,
            Optional<String> sex,
            List<PatientId> otherIds) {
        return new Patient(0, pid, name, latinName, birthDate, sex, List.copyOf(otherIds));
    }

    Patient withId(long newId) {
        return new Patient(newId, pid, name, latinName, birthDate, sex, otherIds);
    }

    /** This person with what the given record says; what it leaves out stays, and no number is forgotten. */
    Patient renewedBy(Patient given) {
        return new Patient(
                id,
                pid,
                given.name().isEmpty() ? name : given.name(),
                given.latinName().or(() -> latinName),
                given.birthDate().or(() -> birthDate),
                given.sex().or(() -> sex),
                Stream.concat(otherIds.stream(), given.otherIds().stream())
                        .distinct()
                        .sorted(Comparator.comparing(PatientId::issuer).thenComparing(PatientId::value))
                        .toList());
    }
}
