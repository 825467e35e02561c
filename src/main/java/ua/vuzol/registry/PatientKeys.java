package ua.vuzol.registry;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import ua.vuzol.text.SearchForms;
import ua.vuzol.text.Text;

/** The table {@code patient_key}: the forms under which a person's names are looked for. */
@Component
class PatientKeys {
    private static final int BATCH = 500;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final SearchForms forms;

    PatientKeys(JdbcClient jdbc, TransactionTemplate transaction, Text text) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.forms = new SearchForms(text);
    }

    /** In the transaction that changed the person. */
    void renew(Patient patient) {
        renew(patient.id(), patient.name(), patient.latinName());
    }

    private void renew(long id, String name, Optional<String> latinName) {
        Set<String> keys = new LinkedHashSet<>(forms.ofName(name));
        latinName.ifPresent(latin -> keys.addAll(forms.ofName(latin)));
        String[] all = keys.toArray(String[]::new);
        jdbc.sql("delete from patient_key where patient_id = :id and key <> all(:keys)")
                .param("id", id)
                .param("keys", all)
                .update();
        jdbc.sql("insert into patient_key (patient_id, key) select :id, unnest(:keys) on conflict do nothing")
                .param("id", id)
                .param("keys", all)
                .update();
    }

    private record Unkeyed(long id, String name, String latinName) {}

    /** Those that were registered before there were keys. */
    @EventListener(ApplicationReadyEvent.class)
    void makeMissing() {
        long last = 0;
        List<Unkeyed> batch = after(last);
        while (!batch.isEmpty()) {
            List<Unkeyed> current = batch;
            transaction.executeWithoutResult(status -> current.forEach(each ->
                    renew(each.id(), each.name(), Optional.of(each.latinName()).filter(latin -> !latin.isEmpty()))));
            last = batch.get(batch.size() - 1).id();
            batch = after(last);
        }
    }

    private List<Unkeyed> after(long id) {
        return jdbc.sql(
                        """
                        select id, name, latin_name from patient
                        where id > :id and name || latin_name <> ''
                          and not exists (select from patient_key where patient_id = patient.id)
                        order by id limit :limit
                        """)
                .param("id", id)
                .param("limit", BATCH)
                .query((row, i) -> new Unkeyed(row.getLong("id"), row.getString("name"), row.getString("latin_name")))
                .list();
    }
}
