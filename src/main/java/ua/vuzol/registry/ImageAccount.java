package ua.vuzol.registry;

import static ua.vuzol.registry.PatientField.BIRTH_DATE;
import static ua.vuzol.registry.PatientField.NAME;
import static ua.vuzol.registry.PatientField.SEX;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What an image says. It fills what is empty, and corrects what other images said; what the MIS has told stays, and so does
 * what is known of the survivor of a merge, for images are named after orders that may be older.
 */
record ImageAccount(Patient said) implements Account {
    @Override
    public PatientId number() {
        return said.pid();
    }

    @Override
    public PatientRow made() {
        return new PatientRow(said.withId(0).withOtherIds(List.of()), Map.of(), false);
    }

    /**
     * Names are corrected and change by marriage; a birth date and a sex that both are known and differ are two people. Of a
     * number that was merged, what its own record said is right too.
     */
    @Override
    public Optional<PatientConflictException> objection(PatientRow known, Optional<PatientRow> alias) {
        if (alias.isPresent() && difference(alias.get().patient()).isEmpty()) {
            return Optional.empty();
        }
        return difference(known.patient()).map(PatientConflictException::new);
    }

    private Optional<String> difference(Patient other) {
        if (differ(other.birthDate(), said.birthDate())) {
            return Optional.of("birth date");
        }
        return differ(other.sex(), said.sex()) ? Optional.of("sex") : Optional.empty();
    }

    private static boolean differ(Optional<?> known, Optional<?> given) {
        return known.isPresent() && given.isPresent() && !known.equals(given);
    }

    /** Images tell no times. */
    @Override
    public boolean isOvertaken(PatientRow known) {
        return false;
    }

    @Override
    public PatientRow renewed(PatientRow known, boolean byAlias) {
        Predicate<PatientField> mayChange = field -> !byAlias && !known.hasTold(field);
        Patient before = known.patient();
        boolean names = before.name().isEmpty() || !said.name().isEmpty() && mayChange.test(NAME);
        Patient after = new Patient(
                before.id(),
                before.pid(),
                names ? said.name() : before.name(),
                names
                        ? said.latinName().or(before::latinName)
                        : before.latinName().or(said::latinName),
                mayChange.test(BIRTH_DATE)
                        ? said.birthDate().or(before::birthDate)
                        : filled(known, BIRTH_DATE, before.birthDate(), said.birthDate()),
                mayChange.test(SEX) ? said.sex().or(before::sex) : filled(known, SEX, before.sex(), said.sex()),
                before.otherIds(),
                before.contacts(),
                before.survivor());
        return known.withPatient(after.withOtherIds(said.otherIds()));
    }

    /** What the MIS has deleted stays deleted. */
    private static <T> Optional<T> filled(PatientRow known, PatientField field, Optional<T> before, Optional<T> said) {
        return known.hasTold(field) ? before : before.or(() -> said);
    }
}
