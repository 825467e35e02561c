package ua.vuzol.registry;

import static java.util.stream.Collectors.toMap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import ua.vuzol.registry.VisitTable.VisitRow;

/** Enters what messages say of visits. The rows of the people are locked by who calls. */
@Component
class Visits {
    private final VisitTable table;

    Visits(VisitTable table) {
        this.table = table;
    }

    private record Key(long patientId, PatientId number) {
        static Key of(VisitRow row) {
            return new Key(row.visit().patientId(), row.visit().number());
        }
    }

    /**
     * In the caller's transaction.
     *
     * @param accounts with the registry's key of each person
     * @return the visits that are other than they were
     */
    List<Visit> enter(Map<VisitAccount, Long> accounts) {
        if (accounts.isEmpty()) {
            return List.of();
        }
        Map<Key, VisitRow> before = table.rows(accounts.values()).stream().collect(toMap(Key::of, row -> row));
        Map<Key, VisitRow> now = new LinkedHashMap<>();
        accounts.forEach((account, patientId) -> {
            Key key = new Key(patientId, account.number());
            VisitRow known = now.getOrDefault(key, before.get(key));
            now.put(key, known == null ? account.made(patientId) : account.renewed(known));
        });
        List<VisitRow> changed = now.values().stream()
                .filter(row -> !row.equals(before.get(Key.of(row))))
                .toList();
        if (!changed.isEmpty()) {
            table.write(changed);
        }
        return changed.stream()
                .filter(row -> !before.containsKey(Key.of(row))
                        || !before.get(Key.of(row)).visit().equals(row.visit()))
                .map(VisitRow::visit)
                .toList();
    }
}
