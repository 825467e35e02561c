package ua.vuzol.bench;

import org.springframework.jdbc.core.simple.JdbcClient;

/** A catalogue that has grown for years, made by copying one of its studies; copies differ in what must be different. */
final class CatalogueRows {
    private static final int PER_STUDY = 10;

    private CatalogueRows() {}

    /** Makes the catalogue larger by this many instances, ten a study. */
    static void multiply(JdbcClient database, int instances) {
        int studies = instances / PER_STUDY;
        copy(database, "study", "'uid', '2.25.8' || n", studies);
        copy(database, "series", "'uid', '2.25.8' || n || '.1', 'study_uid', '2.25.8' || n", studies);
        copy(
                database,
                "instance",
                "'uid', '2.25.8' || n || '.1', 'series_uid', '2.25.8' || (n / %d) || '.1', 'location', 'generated/' || n"
                        .formatted(PER_STUDY),
                instances);
        for (String table : new String[] {"study", "series", "instance"}) {
            database.sql("analyze " + table).update();
        }
    }

    /** A row's other columns are those of one that is there, whatever columns the table has. */
    private static void copy(JdbcClient database, String table, String differences, int count) {
        database.sql(
                        """
                        insert into %1$s
                        select (jsonb_populate_record(pattern, jsonb_build_object(%2$s))).*
                        from (select t as pattern from %1$s t limit 1) one, generate_series(0, %3$d) n
                        """
                                .formatted(table, differences, count - 1))
                .update();
    }
}
