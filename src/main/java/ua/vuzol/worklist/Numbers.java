package ua.vuzol.worklist;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Gives numbers that stand for those of the MIS that DICOM has no room for (SH: 16 characters, PS3.5 6.2), the same again for the
 * same, and numbers for what the MIS gave none.
 */
@Component
class Numbers {
    private static final int LONGEST = 16;
    /** So many are asked for at a time; those that are not used when the hub ends are lost. */
    private static final int SPARE = 64;

    private static final String COUNTED = "'VZ' || lpad(nextval('worklist_number_counter')::text, 10, '0')";

    private final JdbcClient jdbc;
    private final Queue<String> spare = new ConcurrentLinkedQueue<>();

    Numbers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A number as it came.
     *
     * @param kind keyword of the attribute
     */
    record Told(String kind, String value) {
        boolean fits() {
            return value.length() <= LONGEST;
        }
    }

    /** A number that nothing else has, in the caller's transaction; a rollback does not give it back. */
    String next() {
        String number = spare.poll();
        while (number == null) {
            forgetSpareOnRollback();
            spare.addAll(jdbc.sql("select " + COUNTED + " from generate_series(1, :count)")
                    .param("count", SPARE)
                    .query(String.class)
                    .list());
            number = spare.poll();
        }
        return number;
    }

    /** After a crash of the database a sequence may begin again with what it gave to a transaction that was not committed. */
    private void forgetSpareOnRollback() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                if (status != STATUS_COMMITTED) {
                    spare.clear();
                }
            }
        });
    }

    /** What stands for each; those that fit stand for themselves. */
    Map<Told, String> shortened(Collection<Told> told) {
        Map<Told, String> all = new HashMap<>();
        List<Told> tooLong = new ArrayList<>();
        for (Told each : told) {
            if (each.fits()) {
                all.put(each, each.value());
            } else {
                tooLong.add(each);
            }
        }
        all.putAll(counted(tooLong));
        return all;
    }

    private Map<Told, String> counted(Collection<Told> told) {
        Map<Told, String> all = new HashMap<>();
        if (told.isEmpty()) {
            return all;
        }
        String[] kinds = told.stream().map(Told::kind).toArray(String[]::new);
        String[] values = told.stream().map(Told::value).toArray(String[]::new);
        jdbc.sql(
                        """
                        insert into worklist_number (kind, value, counted)
                        select kind, value, %s
                        from (select distinct kind, value from unnest(:kinds, :values) a (kind, value)) asked
                        where not exists (select from worklist_number known
                                          where known.kind = asked.kind and known.value = asked.value)
                        on conflict do nothing
                        """
                                .formatted(COUNTED))
                .param("kinds", kinds)
                .param("values", values)
                .update();
        jdbc.sql(
                        """
                        select known.kind, known.value, known.counted
                        from worklist_number known join unnest(:kinds, :values) a (kind, value)
                            on known.kind = a.kind and known.value = a.value
                        """)
                .param("kinds", kinds)
                .param("values", values)
                .query((row, i) ->
                        all.put(new Told(row.getString("kind"), row.getString("value")), row.getString("counted")))
                .list();
        return all;
    }
}
