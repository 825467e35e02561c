package ua.vuzol.registry;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a message of the MIS says. It is right about everything but what a newer message has told.
 *
 * @param said without a key; what is not in {@code fields} is empty
 * @param fields what the message tells, values and deletions
 * @param withdrawn whether it deletes the record
 * @param at when the MIS says that it was so
 */
record MisAccount(Patient said, Set<PatientField> fields, boolean withdrawn, Instant at) implements Account {
    MisAccount {
        fields = Set.copyOf(fields);
    }

    @Override
    public PatientId number() {
        return said.pid();
    }

    @Override
    public PatientRow made() {
        Map<PatientField, Instant> told = new EnumMap<>(PatientField.class);
        fields.forEach(field -> told.put(field, at));
        return new PatientRow(said, told, withdrawn);
    }

    /** The MIS may correct everything. */
    @Override
    public Optional<PatientConflictException> objection(PatientRow known, Optional<PatientRow> alias) {
        return Optional.empty();
    }

    @Override
    public boolean isOvertaken(PatientRow known) {
        return fields.stream().anyMatch(field -> !isNews(known, field));
    }

    @Override
    public PatientRow renewed(PatientRow known, boolean byAlias) {
        Map<PatientField, Instant> told = new EnumMap<>(PatientField.class);
        told.putAll(known.told());
        fields.stream().filter(field -> isNews(known, field)).forEach(field -> told.put(field, at));
        Patient before = known.patient();
        Patient names = names(known);
        Patient.Contacts contacts = new Patient.Contacts(
                from(known, PatientField.MOTHERS_NAME).contacts().mothersName(),
                from(known, PatientField.ADDRESS).contacts().address(),
                from(known, PatientField.PHONES).contacts().phones());
        Patient after = new Patient(
                before.id(),
                before.pid(),
                names.name(),
                names.latinName(),
                from(known, PatientField.BIRTH_DATE).birthDate(),
                from(known, PatientField.SEX).sex(),
                before.otherIds(),
                contacts,
                before.survivor());
        boolean gone = isNews(known, PatientField.WITHDRAWN) ? withdrawn : known.withdrawn();
        return new PatientRow(after.withOtherIds(said.otherIds()), told, gone);
    }

    /** Who is right about the names: of one name told in both scripts, who told it in the person's own. */
    private Patient names(PatientRow known) {
        boolean news = isNews(known, PatientField.NAME);
        Patient newer = news ? said : known.patient();
        Patient older = news ? known.patient() : said;
        boolean sameName = newer.latinName().isEmpty()
                && older.latinName().filter(newer.name()::equalsIgnoreCase).isPresent();
        return sameName ? older : newer;
    }

    private boolean isNews(PatientRow known, PatientField field) {
        return fields.contains(field)
                && !known.told().getOrDefault(field, Instant.MIN).isAfter(at);
    }

    /** Who is right about a field. */
    private Patient from(PatientRow known, PatientField field) {
        return isNews(known, field) ? said : known.patient();
    }
}
