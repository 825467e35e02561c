package ua.vuzol.archive.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;
import ua.vuzol.dicom.net.DimseException;
import ua.vuzol.dicom.net.Status;

/**
 * Reads the rows of a statement page by page, in a read-only transaction of its own. The first page is read at once, and where
 * it is the last the connection is given back at once: so a peer that takes its time with a few answers holds nothing. Only so
 * many longer ones are read at a time, for the others need connections too.
 */
final class Rows {
    private static final int PAGE = 500;
    private static final int MOST_OPEN = 3;

    private final DataSource database;
    private final SQLExceptionTranslator translator = new SQLStateSQLExceptionTranslator();
    private final Semaphore open = new Semaphore(MOST_OPEN);

    Rows(DataSource database) {
        this.database = database;
    }

    /** Makes something of the current row. */
    @FunctionalInterface
    interface Mapper<T> {
        T of(ResultSet row) throws SQLException;
    }

    /**
     * @return to be closed
     * @throws DimseException A700H if it is one of too many long ones
     * @throws org.springframework.dao.DataAccessException if the database cannot answer
     */
    <T> Stream<T> stream(Sql sql, Mapper<T> mapper) {
        Cursor<T> cursor = new Cursor<>(sql, mapper);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(cursor, Spliterator.ORDERED), false)
                .onClose(cursor::close);
    }

    private final class Cursor<T> implements Iterator<T>, AutoCloseable {
        private final Sql sql;
        private final Mapper<T> mapper;
        private final Queue<T> page = new ArrayDeque<>();
        private Connection connection;
        private PreparedStatement statement;
        private ResultSet rows;
        private boolean counted;

        Cursor(Sql sql, Mapper<T> mapper) {
            this.sql = sql;
            this.mapper = mapper;
            try {
                begin();
                readPage();
            } catch (SQLException e) {
                close();
                throw translated(e);
            } catch (RuntimeException e) {
                close();
                throw e;
            }
            if (connection != null && !open.tryAcquire()) {
                close();
                throw new DimseException(Status.OUT_OF_RESOURCES.withComment(
                        "Too many long answers are under way; ask later or for less"));
            }
            counted = connection != null;
        }

        private void begin() throws SQLException {
            connection = database.getConnection();
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            try (Statement setting = connection.createStatement()) {
                // a plan for these keys: one for any keys could not use an index for a pattern
                setting.execute("set local plan_cache_mode = force_custom_plan");
            }
            statement = connection.prepareStatement(sql.text());
            statement.setFetchSize(PAGE);
            int at = 1;
            for (Object parameter : sql.parameters()) {
                statement.setObject(at++, parameter);
            }
            rows = statement.executeQuery();
        }

        private void readPage() throws SQLException {
            while (page.size() < PAGE) {
                if (!rows.next()) {
                    end();
                    return;
                }
                page.add(mapper.of(rows));
            }
        }

        @Override
        public boolean hasNext() {
            if (page.isEmpty() && connection != null) {
                try {
                    readPage();
                } catch (SQLException e) {
                    close();
                    throw translated(e);
                }
            }
            return !page.isEmpty();
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return page.remove();
        }

        /** Gives the connection back. */
        private void end() throws SQLException {
            if (counted) {
                counted = false;
                open.release();
            }
            try (Connection ended = connection) {
                connection = null;
                if (ended != null) {
                    if (statement != null) {
                        statement.close();
                    }
                    ended.rollback();
                    ended.setAutoCommit(true);
                    ended.setReadOnly(false);
                }
            }
        }

        @Override
        public void close() {
            try {
                end();
            } catch (SQLException e) {
                throw translated(e);
            }
        }

        private RuntimeException translated(SQLException e) {
            RuntimeException translated = translator.translate("query of the catalogue", null, e);
            return translated != null
                    ? translated
                    : new org.springframework.jdbc.UncategorizedSQLException("query of the catalogue", null, e);
        }
    }
}
