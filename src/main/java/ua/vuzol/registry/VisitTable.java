package ua.vuzol.registry;

import static java.util.stream.Collectors.groupingBy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code patient_visit}. */
@Component
class VisitTable {
    private final JdbcClient jdbc;

    VisitTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A visit, and the times of the newest messages that told each of its fields: {@link Instant#EPOCH} for none.
     */
    record VisitRow(Visit visit, Instant classAt, Instant locationAt, Instant stateAt) {}

    Map<Long, List<Visit>> of(Collection<Long> patientIds) {
        return rows(patientIds).stream().map(VisitRow::visit).collect(groupingBy(Visit::patientId));
    }

    /** The newest first. The rows of the patients are locked by who writes. */
    List<VisitRow> rows(Collection<Long> patientIds) {
        return jdbc.sql(
                        """
                        select * from patient_visit where patient_id = any(:patients)
                        order by greatest(class_at, location_at, state_at) desc, issuer, number
                        """)
                .param("patients", patientIds.toArray(Long[]::new))
                .query(VisitTable::row)
                .list();
    }

    private static VisitRow row(ResultSet row, int index) throws SQLException {
        Visit visit = new Visit(
                row.getLong("patient_id"),
                new PatientId(row.getString("number"), row.getString("issuer")),
                Rows.present(row.getString("patient_class")),
                Rows.present(row.getString("location")),
                Visit.State.valueOf(row.getString("state")));
        return new VisitRow(visit, at(row, "class_at"), at(row, "location_at"), at(row, "state_at"));
    }

    private static Instant at(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    void write(List<VisitRow> rows) {
        jdbc.sql(
                        """
                        insert into patient_visit (patient_id, issuer, number, patient_class, location, state, class_at,
                                                   location_at, state_at)
                        select * from unnest(:patients::bigint[], :issuers, :numbers, :classes, :locations, :states,
                                             :classed::timestamptz[], :located::timestamptz[], :stated::timestamptz[])
                        on conflict (patient_id, issuer, number) do update
                        set patient_class = excluded.patient_class, location = excluded.location,
                            state = excluded.state, class_at = excluded.class_at,
                            location_at = excluded.location_at, state_at = excluded.state_at
                        """)
                .param("patients", column(rows, row -> Long.toString(row.visit().patientId())))
                .param("issuers", column(rows, row -> row.visit().number().issuer()))
                .param("numbers", column(rows, row -> row.visit().number().value()))
                .param("classes", column(rows, row -> row.visit().patientClass().orElse("")))
                .param("locations", column(rows, row -> row.visit().location().orElse("")))
                .param("states", column(rows, row -> row.visit().state().name()))
                .param("classed", column(rows, row -> row.classAt().toString()))
                .param("located", column(rows, row -> row.locationAt().toString()))
                .param("stated", column(rows, row -> row.stateAt().toString()))
                .update();
    }

    /** Those of one person become another's; where both have a visit with a number, the other's stays. */
    void move(long from, long to) {
        jdbc.sql(
                        """
                        update patient_visit v set patient_id = :to
                        where patient_id = :from
                          and not exists (select from patient_visit o
                                          where o.patient_id = :to and o.issuer = v.issuer and o.number = v.number)
                        """)
                .param("from", from)
                .param("to", to)
                .update();
        jdbc.sql("delete from patient_visit where patient_id = :from")
                .param("from", from)
                .update();
    }

    private static String[] column(List<VisitRow> rows, Function<VisitRow, String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }
}
