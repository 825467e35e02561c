package ua.vuzol.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads rows for answers. No connection is kept while a peer takes its answers, however long that takes: of a long answer
 * only the keys are read at first, and its rows page by page.
 */
@Component
public class Rows {
    private static final int PAGE = 500;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate reading;

    Rows(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        this.jdbc = new JdbcTemplate(jdbc.getDataSource());
        this.jdbc.setFetchSize(PAGE);
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
    }

    /** Rows of a part of the keys. */
    @FunctionalInterface
    public interface Pages {
        Sql of(List<String> keys);
    }

    /** What was read at first: the rows of the first page, and the keys of the others. */
    private record Beginning<T>(List<T> rows, List<String> otherKeys) {}

    public <T> List<T> list(Sql sql, RowMapper<T> mapper) {
        return read(sql, rows -> {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(mapper.mapRow(rows, all.size()));
            }
            return all;
        });
    }

    /**
     * @param sql of all rows, each with its key in the column {@code row_key}
     * @param pages of the rows with some of these keys
     */
    public <T> Stream<T> stream(Sql sql, Pages pages, RowMapper<T> mapper) {
        Beginning<T> beginning = read(sql, rows -> beginning(rows, mapper));
        List<String> others = beginning.otherKeys();
        Stream<T> later = IntStream.range(0, (others.size() + PAGE - 1) / PAGE)
                .mapToObj(page -> others.subList(page * PAGE, Math.min(others.size(), (page + 1) * PAGE)))
                .flatMap(keys -> list(pages.of(keys), mapper).stream());
        return Stream.concat(beginning.rows().stream(), later);
    }

    private static <T> Beginning<T> beginning(ResultSet rows, RowMapper<T> mapper) throws SQLException {
        Beginning<T> beginning = new Beginning<>(new ArrayList<>(), new ArrayList<>());
        while (rows.next()) {
            if (beginning.rows().size() < PAGE) {
                beginning.rows().add(mapper.mapRow(rows, beginning.rows().size()));
            } else {
                beginning.otherKeys().add(rows.getString("row_key"));
            }
        }
        return beginning;
    }

    /** Uses the rows of a statement. */
    @FunctionalInterface
    private interface Use<R> {
        R of(ResultSet rows) throws SQLException;
    }

    private <R> R read(Sql sql, Use<R> use) {
        return reading.execute(status -> {
            // a plan for these keys: one for any keys could not use an index for a pattern
            jdbc.execute("set local plan_cache_mode = force_custom_plan");
            return jdbc.query(sql.text(), use::of, sql.parameters().toArray());
        });
    }
}
