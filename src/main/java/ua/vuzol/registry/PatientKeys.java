package ua.vuzol.registry;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import ua.vuzol.text.RecentForms;
import ua.vuzol.text.SearchForms;
import ua.vuzol.text.Text;

/** The table {@code patient_key}: the forms under which a person's names are looked for. */
@Component
class PatientKeys {
    private static final int BATCH = 500;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final RecentForms forms;

    PatientKeys(JdbcClient jdbc, TransactionTemplate transaction, Text text) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.forms = new RecentForms(new SearchForms(text));
    }

    /** Makes the forms of a person's names, which are then known. */
    void prepare(Patient patient) {
        texts(patient);
    }

    /** In the transaction that added the people. */
    void make(List<Patient> patients) {
        List<Key> keys = patients.stream().flatMap(this::keys).toList();
        if (!keys.isEmpty()) {
            jdbc.sql(
                            """
                            insert into patient_key (patient_id, key)
                            select * from unnest(:patients::bigint[], :keys) on conflict do nothing
                            """)
                    .param("patients", keys.stream().map(Key::patientId).toArray(Long[]::new))
                    .param("keys", keys.stream().map(Key::text).toArray(String[]::new))
                    .update();
        }
    }

    /** In the transaction that changed their names. */
    void renew(List<Patient> patients) {
        if (!patients.isEmpty()) {
            jdbc.sql("delete from patient_key where patient_id = any(:patients)")
                    .param("patients", patients.stream().map(Patient::id).toArray(Long[]::new))
                    .update();
            make(patients);
        }
    }

    private record Key(long patientId, String text) {}

    private Stream<Key> keys(Patient patient) {
        return texts(patient).stream().map(text -> new Key(patient.id(), text));
    }

    private Set<String> texts(Patient patient) {
        Set<String> texts = new LinkedHashSet<>(forms.ofName(patient.name()));
        patient.latinName()
                .filter(latin -> !texts.contains(latin.toLowerCase(Locale.ROOT)))
                .ifPresent(latin -> texts.addAll(forms.ofName(latin)));
        return texts;
    }

    /** Those that were registered before there were keys. */
    @EventListener(ApplicationReadyEvent.class)
    void makeMissing() {
        long last = 0;
        List<Patient> batch = after(last);
        while (!batch.isEmpty()) {
            List<Patient> current = batch;
            transaction.executeWithoutResult(status -> make(current));
            last = batch.get(batch.size() - 1).id();
            batch = after(last);
        }
    }

    private List<Patient> after(long id) {
        return jdbc.sql(
                        "select " + Rows.COLUMNS
                                + """
                        from patient p
                        where p.id > :id and p.name || p.latin_name <> '' and p.merged_into is null
                          and not exists (select from patient_key where patient_id = p.id)
                        order by p.id limit :limit
                        """)
                .param("id", id)
                .param("limit", BATCH)
                .query(Rows::patient)
                .list();
    }
}
