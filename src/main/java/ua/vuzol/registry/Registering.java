package ua.vuzol.registry;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Enters what is said of people: many accounts in a handful of statements. Rows are locked in the order of their numbers, so
 * that two batches never wait for each other.
 */
@Component
class Registering {
    private final PatientTable table;
    private final PatientKeys keys;

    Registering(PatientTable table, PatientKeys keys) {
        this.table = table;
        this.keys = keys;
    }

    /**
     * What became of accounts.
     *
     * @param registrations in the order of the accounts
     * @param updated those who were known, and of whom something is new
     * @param overtaken those of which not all counts, since something newer was known
     */
    record Entered(Map<Account, Registration> registrations, List<Long> updated, Set<Account> overtaken) {
        Patient patient(Account account) {
            return ((Registration.Registered) registrations.get(account)).patient();
        }
    }

    /** What takes time and needs no database. */
    void prepare(Patient said) {
        keys.prepare(said);
    }

    /** In the caller's transaction. */
    Entered enter(Collection<? extends Account> accounts) {
        Entered entered = new Entered(new LinkedHashMap<>(), new ArrayList<>(), new HashSet<>());
        accounts.forEach(account -> entered.registrations().put(account, null));
        List<? extends Account> open = List.copyOf(accounts);
        while (!open.isEmpty()) {
            open = enter(open, entered);
        }
        return entered;
    }

    /** @return those of people whom somebody else has entered at the same moment */
    private List<Account> enter(List<? extends Account> accounts, Entered entered) {
        WorkingSet set = lock(accounts);
        Map<Account, PatientConflictException> refused = new LinkedHashMap<>();
        accounts.forEach(account -> set.enter(account).ifPresent(reason -> refused.put(account, reason)));
        List<PatientRow> made = set.made();
        Map<PatientId, Long> ids = made.isEmpty() ? Map.of() : table.insert(sorted(made));
        ids.forEach(set::keyed);
        write(set, ids);
        set.changed().stream().filter(set::saysOtherThanBefore).forEach(row -> entered.updated()
                .add(row.patient().id()));
        entered.overtaken().addAll(set.overtaken());
        List<Account> again = new ArrayList<>();
        for (Account account : accounts) {
            if (set.patient(account.number()).id() == 0) {
                again.add(account);
            } else {
                entered.registrations().put(account, registration(set, account, refused));
            }
        }
        return again;
    }

    private static Registration registration(
            WorkingSet set, Account account, Map<Account, PatientConflictException> refused) {
        return refused.containsKey(account)
                ? new Registration.Refused(refused.get(account))
                : new Registration.Registered(set.patient(account.number()));
    }

    private WorkingSet lock(List<? extends Account> accounts) {
        List<PatientRow> rows =
                table.lock(inOrder(accounts.stream().map(Account::number).toList()));
        List<Long> survivors = rows.stream()
                .flatMap(row -> row.patient().survivor().stream())
                .distinct()
                .toList();
        return new WorkingSet(rows, survivors.isEmpty() ? List.of() : table.lockKeys(survivors));
    }

    private static Set<PatientId> inOrder(Collection<PatientId> numbers) {
        Set<PatientId> sorted = new TreeSet<>(PatientId.ORDER);
        sorted.addAll(numbers);
        return sorted;
    }

    private static List<PatientRow> sorted(List<PatientRow> rows) {
        return rows.stream()
                .sorted((one, other) -> PatientId.ORDER.compare(
                        one.patient().pid(), other.patient().pid()))
                .toList();
    }

    private void write(WorkingSet set, Map<PatientId, Long> ids) {
        List<PatientRow> added = set.made().stream()
                .filter(row -> ids.containsKey(row.patient().pid()))
                .toList();
        List<PatientRow> changed = set.changed();
        if (!changed.isEmpty()) {
            table.update(changed);
        }
        table.addIdentifiers(Stream.concat(added.stream(), changed.stream().filter(set::saysOtherThanBefore))
                .map(PatientRow::patient)
                .flatMap(patient ->
                        patient.otherIds().stream().map(number -> new PatientTable.Numbered(patient.id(), number)))
                .toList());
        keys.make(added.stream().map(PatientRow::patient).toList());
        keys.renew(changed.stream()
                .filter(set::namesChanged)
                .map(PatientRow::patient)
                .toList());
    }

    /** Those of the numbers that stand for somebody. */
    Set<PatientId> known(Collection<PatientId> numbers) {
        return table.lock(inOrder(numbers)).stream()
                .map(row -> row.patient().pid())
                .collect(toSet());
    }

    /** As {@link #enter}, of one. */
    Registration enterOne(Account account) {
        return enter(List.of(account)).registrations().get(account);
    }
}
