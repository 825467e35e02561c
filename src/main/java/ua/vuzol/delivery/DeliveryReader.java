package ua.vuzol.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads deliveries for people. */
@Component
class DeliveryReader {
    private static final String ENTRIES =
            """
            select d.*, case when d.state in ('WAITING', 'DOUBTFUL') then nullif(
                       greatest(s.next_attempt, coalesce(o.next_try, '-infinity')), '-infinity') end as next_attempt
            from delivery d
            left join delivery_study s using (destination, study_uid)
            left join delivery_outage o using (destination)
            """;

    private final JdbcClient jdbc;

    DeliveryReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<DeliveryEntry> list(DeliveryQuery query, int limit, int offset) {
        JdbcClient.StatementSpec statement = jdbc.sql(
                ENTRIES + " where " + Conditions.SQL
                        + """
                        order by array_position(array['REJECTED', 'DOUBTFUL', 'WAITING', 'SENT'], d.state), d.changed_at desc, d.id desc
                        limit :limit offset :offset
                        """);
        return Conditions.bind(statement, query)
                .param("limit", limit)
                .param("offset", offset)
                .query((row, i) -> entry(row))
                .list();
    }

    Optional<DeliveryEntry> find(long id) {
        return jdbc.sql(ENTRIES + " where d.id = :id")
                .param("id", id)
                .query((row, i) -> entry(row))
                .optional();
    }

    List<DeliveryCount> counts(DeliveryQuery query) {
        String sql = "select d.destination, d.state, count(*) as objects from delivery d where " + Conditions.SQL
                + " group by 1, 2 order by 1, 2";
        return Conditions.bind(jdbc.sql(sql), query).query(DeliveryCount.class).list();
    }

    /** What is not over. */
    List<DeliveryCount> unfinished() {
        return jdbc.sql(
                        """
                        select destination, state, count(*) as objects from delivery
                        where state in ('WAITING', 'DOUBTFUL', 'SENT', 'REJECTED') group by 1, 2 order by 1, 2
                        """)
                .query(DeliveryCount.class)
                .list();
    }

    private static DeliveryEntry entry(ResultSet row) throws SQLException {
        return new DeliveryEntry(
                row.getLong("id"),
                row.getString("destination"),
                row.getString("study_uid"),
                row.getString("sop_uid"),
                DeliveryState.valueOf(row.getString("state")),
                row.getInt("attempts"),
                Optional.ofNullable(row.getObject("status", Integer.class))
                        .map(status -> String.format(Locale.ROOT, "%04XH", status)),
                row.getString("comment"),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                instant(row, "sent_at"),
                instant(row, "next_attempt"));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
