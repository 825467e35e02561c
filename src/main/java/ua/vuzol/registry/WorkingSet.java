package ua.vuzol.registry;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Locked rows of people, as they become while accounts are entered one after the other; nothing is written. */
final class WorkingSet {
    /** Rows that are only names for others. */
    private final Map<PatientId, PatientRow> aliases = new HashMap<>();

    private final Map<PatientId, PatientRow> before = new HashMap<>();
    /** By their own number. */
    private final Map<PatientId, PatientRow> now = new LinkedHashMap<>();

    private final Map<Long, PatientId> numbers = new HashMap<>();
    private final Set<Account> overtaken = new HashSet<>();

    /**
     * @param rows of the numbers that accounts are about
     * @param survivors those that some of the rows were merged into
     */
    WorkingSet(List<PatientRow> rows, List<PatientRow> survivors) {
        survivors.forEach(this::add);
        rows.forEach(this::add);
    }

    private void add(PatientRow row) {
        PatientId number = row.patient().pid();
        if (row.patient().survivor().isPresent()) {
            aliases.put(number, row);
        } else {
            before.put(number, row);
            now.put(number, row);
            numbers.put(row.patient().id(), number);
        }
    }

    /** The number of the row that a number stands for; the number itself where there is none. */
    private PatientId owner(PatientId number) {
        return Optional.ofNullable(aliases.get(number))
                .flatMap(alias -> alias.patient().survivor())
                .map(numbers::get)
                .orElse(number);
    }

    /** @return why the account does not count, if so */
    Optional<PatientConflictException> enter(Account account) {
        PatientId owner = owner(account.number());
        PatientRow known = now.get(owner);
        if (known == null) {
            now.put(owner, account.made());
            return Optional.empty();
        }
        Optional<PatientRow> alias = Optional.ofNullable(aliases.get(account.number()));
        Optional<PatientConflictException> objection = account.objection(known, alias);
        if (objection.isEmpty()) {
            if (account.isOvertaken(known)) {
                overtaken.add(account);
            }
            now.put(owner, account.renewed(known, alias.isPresent()));
        }
        return objection;
    }

    /** Those of which not all counts, since something newer was known. */
    Set<Account> overtaken() {
        return overtaken;
    }

    List<PatientRow> made() {
        return now.values().stream()
                .filter(row -> !before.containsKey(row.patient().pid()))
                .toList();
    }

    /** Those that were there and are to be written. */
    List<PatientRow> changed() {
        return now.entrySet().stream()
                .filter(each -> before.containsKey(each.getKey())
                        && !before.get(each.getKey()).equals(each.getValue()))
                .map(Map.Entry::getValue)
                .toList();
    }

    boolean saysOtherThanBefore(PatientRow row) {
        return row.saysOtherThan(before.get(row.patient().pid()));
    }

    boolean namesChanged(PatientRow row) {
        Patient earlier = before.get(row.patient().pid()).patient();
        return !earlier.name().equals(row.patient().name())
                || !earlier.latinName().equals(row.patient().latinName());
    }

    /** The person that a number stands for now. */
    Patient patient(PatientId number) {
        return now.get(owner(number)).patient();
    }

    void keyed(PatientId number, long id) {
        now.computeIfPresent(number, (any, row) -> row.withPatient(row.patient().withId(id)));
    }
}
