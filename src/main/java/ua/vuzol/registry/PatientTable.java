package ua.vuzol.registry;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes the tables {@code patient} and {@code patient_identifier}: many rows in one statement. */
@Component
class PatientTable {
    private final JdbcClient jdbc;

    PatientTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Locks the rows that have these numbers, in this order. */
    List<PatientRow> lock(Collection<PatientId> numbers) {
        return jdbc.sql(
                        "select " + Rows.COLUMNS
                                + """
                        from unnest(:issuers, :pids) with ordinality n (issuer, pid, rank)
                        join patient p on p.issuer = n.issuer and p.pid = n.pid
                        order by n.rank for update of p
                        """)
                .param("issuers", column(numbers, PatientId::issuer))
                .param("pids", column(numbers, PatientId::value))
                .query(Rows::row)
                .list();
    }

    /** Locks the rows with these keys. */
    List<PatientRow> lockKeys(Collection<Long> ids) {
        return jdbc.sql("select " + Rows.COLUMNS
                        + "from patient p where p.id = any(:ids) order by p.id for update of p")
                .param("ids", ids.toArray(Long[]::new))
                .query(Rows::row)
                .list();
    }

    /**
     * Adds rows, in this order.
     *
     * @return their keys; a number that somebody else has added meanwhile, and committed, is absent
     */
    Map<PatientId, Long> insert(List<PatientRow> rows) {
        Map<PatientId, Long> ids = new HashMap<>();
        values(
                        """
                        insert into patient (issuer, pid, name, latin_name, birth_date, sex, mothers_name, address,
                                             phones, told, withdrawn)
                        select issuer, pid, name, latin_name, birth_date, sex, mothers_name, address, phones, told,
                               withdrawn
                        from unnest(:ids::bigint[], :issuers, :pids, :names, :latin, :births::date[], :sexes,
                                    :mothers, :addresses, :phones, :told, :withdrawn::boolean[])
                             r (id, issuer, pid, name, latin_name, birth_date, sex, mothers_name, address, phones, told,
                                withdrawn)
                        on conflict (issuer, pid) do nothing
                        returning id, issuer, pid
                        """,
                        rows)
                .query((RowCallbackHandler) row ->
                        ids.put(new PatientId(row.getString("pid"), row.getString("issuer")), row.getLong("id")));
        return ids;
    }

    void update(List<PatientRow> rows) {
        values(
                        """
                        update patient p
                        set name = r.name, latin_name = r.latin_name,
                            birth_date = r.birth_date, sex = r.sex, mothers_name = r.mothers_name, address = r.address,
                            phones = r.phones, told = r.told, withdrawn = r.withdrawn, updated_at = clock_timestamp()
                        from unnest(:ids::bigint[], :issuers, :pids, :names, :latin, :births::date[], :sexes, :mothers,
                                    :addresses, :phones, :told, :withdrawn::boolean[])
                             r (id, issuer, pid, name, latin_name, birth_date, sex, mothers_name, address, phones, told,
                                withdrawn)
                        where p.id = r.id
                        """,
                        rows)
                .update();
    }

    /** Gives a person another Patient ID. */
    void renumber(long id, PatientId number) {
        jdbc.sql("update patient set issuer = :issuer, pid = :pid, updated_at = clock_timestamp() where id = :id")
                .param("issuer", number.issuer())
                .param("pid", number.value())
                .param("id", id)
                .update();
        jdbc.sql("delete from patient_identifier where patient_id = :id and issuer = :issuer and value = :pid")
                .param("issuer", number.issuer())
                .param("pid", number.value())
                .param("id", id)
                .update();
    }

    private JdbcClient.StatementSpec values(String sql, List<PatientRow> rows) {
        return jdbc.sql(sql)
                .param("ids", column(rows, row -> Long.toString(row.patient().id())))
                .param("issuers", column(rows, row -> row.patient().pid().issuer()))
                .param("pids", column(rows, row -> row.patient().pid().value()))
                .param("names", column(rows, row -> row.patient().name()))
                .param("latin", column(rows, row -> row.patient().latinName().orElse("")))
                .param("births", column(rows, PatientTable::birthDate))
                .param("sexes", column(rows, row -> row.patient().sex().orElse("")))
                .param("mothers", column(rows, row -> row.patient()
                        .contacts()
                        .mothersName()
                        .orElse("")))
                .param(
                        "addresses",
                        column(rows, row -> row.patient().contacts().address().orElse("")))
                .param("phones", column(rows, row -> Rows.phones(row.patient())))
                .param("told", column(rows, row -> Rows.told(row.told())))
                .param("withdrawn", column(rows, row -> Boolean.toString(row.withdrawn())));
    }

    private static String birthDate(PatientRow row) {
        return row.patient().birthDate().map(Object::toString).orElse(null);
    }

    /** A number of a person. */
    record Numbered(long patientId, PatientId number) {}

    /** Those that are known already stay. */
    void addIdentifiers(List<Numbered> numbers) {
        if (numbers.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        insert into patient_identifier (patient_id, issuer, value)
                        select * from unnest(:patients::bigint[], :issuers, :values)
                        on conflict do nothing
                        """)
                .param("patients", column(numbers, each -> Long.toString(each.patientId())))
                .param("issuers", column(numbers, each -> each.number().issuer()))
                .param("values", column(numbers, each -> each.number().value()))
                .update();
    }

    /** Makes one record a name for another, with all that were names for it, and gives the other its numbers. */
    void merge(Patient merged, long survivor, long message) {
        jdbc.sql(
                        """
                        update patient set merged_into = :survivor, merged_at = coalesce(merged_at, clock_timestamp()),
                                           merged_by = coalesce(merged_by, :message)
                        where id = :merged or merged_into = :merged
                        """)
                .param("survivor", survivor)
                .param("message", message)
                .param("merged", merged.id())
                .update();
        addIdentifiers(Stream.concat(Stream.of(merged.pid()), merged.otherIds().stream())
                .map(number -> new Numbered(survivor, number))
                .toList());
        jdbc.sql("delete from patient_identifier where patient_id = :merged")
                .param("merged", merged.id())
                .update();
        jdbc.sql("delete from patient_key where patient_id = :merged")
                .param("merged", merged.id())
                .update();
    }

    private static <T> String[] column(Collection<T> rows, Function<T, String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }
}
