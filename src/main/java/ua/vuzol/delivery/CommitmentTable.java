package ua.vuzol.delivery;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import ua.vuzol.dicom.data.Uid;

/** Questions for storage commitment, and the objects that were asked for. */
@Component
class CommitmentTable {
    /** While a study is being sent it is asked for only what was sent so long ago. */
    private static final Duration SETTLING = Duration.ofSeconds(30);
    /** The most objects that one question names. */
    private static final int MOST = 500;

    /** How long an answer may be late. */
    private static final Duration FORGOTTEN = Duration.ofDays(30);

    private final JdbcClient jdbc;

    CommitmentTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Question(String transactionUid, String destination, String studyUid, OffsetDateTime askedAt) {}

    record Asked(String sopClass, String sopUid) {}

    private record Due(String studyUid) {}

    /** Makes questions of the objects that are to be asked for. @return their Transaction UIDs */
    List<String> takeDue(String destination, Duration patience) {
        List<Due> studies = jdbc.sql(
                        """
                        select distinct d.study_uid
                        from delivery d join delivery_study s using (destination, study_uid)
                        where d.destination = :destination and d.state = 'SENT'
                          and not (d.ask_at between clock_timestamp() and clock_timestamp() + :longest * interval '1 second')
                          and (not s.open or d.sent_at < clock_timestamp() - :settling * interval '1 second')
                        limit 100
                        """)
                .param("destination", destination)
                .param("longest", 2 * patience.toSeconds())
                .param("settling", SETTLING.toSeconds())
                .query(Due.class)
                .list();
        List<String> transactions = new ArrayList<>();
        for (Due due : studies) {
            String transaction = Uid.random();
            take(destination, due.studyUid(), transaction, patience);
            transactions.add(transaction);
        }
        return transactions;
    }

    private void take(String destination, String studyUid, String transaction, Duration patience) {
        jdbc.sql(
                        """
                        with old as (
                            delete from delivery_commitment
                            where destination = :destination and study_uid = :study
                              and asked_at < clock_timestamp() - :forgotten * interval '1 second'),
                        asked as (
                            update delivery set transaction_uid = :transaction, asks = asks + 1,
                                   ask_at = clock_timestamp() + :patience * interval '1 second'
                            where id in (
                                select id from delivery
                                where destination = :destination and study_uid = :study and state = 'SENT'
                                  and not (ask_at between clock_timestamp() and clock_timestamp() + 2 * :patience * interval '1 second')
                                order by id limit :most for update skip locked)
                            returning id)
                        insert into delivery_commitment (transaction_uid, destination, study_uid)
                        select :transaction, :destination, :study where exists (select from asked)
                        """)
                .param("destination", destination)
                .param("study", studyUid)
                .param("transaction", transaction)
                .param("patience", patience.toSeconds())
                .param("forgotten", FORGOTTEN.toSeconds())
                .param("most", MOST)
                .update();
    }

    /** What a question names still. */
    List<Asked> asked(String transaction) {
        return jdbc.sql(
                        """
                        select d.sop_class, d.sop_uid
                        from delivery_commitment c join delivery d using (destination, study_uid)
                        where c.transaction_uid = :transaction and d.transaction_uid = :transaction and d.state = 'SENT'
                        order by d.id
                        """)
                .param("transaction", transaction)
                .query(Asked.class)
                .list();
    }

    Optional<Question> find(String transaction) {
        return jdbc.sql(
                        """
                        select transaction_uid, destination, study_uid, asked_at
                        from delivery_commitment where transaction_uid = :transaction
                        """)
                .param("transaction", transaction)
                .query(Question.class)
                .optional();
    }

    /** The question did not reach the peer, so that it is asked again sooner: after a minute, then twice as late each time. */
    void notAsked(String transaction, String problem) {
        jdbc.sql(
                        """
                        update delivery d set comment = :problem,
                               ask_at = least(d.ask_at,
                                              clock_timestamp() + least(power(2, d.asks - 1), 60) * interval '1 minute')
                        from delivery_commitment c
                        where c.transaction_uid = :transaction and d.destination = c.destination
                          and d.study_uid = c.study_uid and d.transaction_uid = :transaction and d.state = 'SENT'
                        """)
                .param("transaction", transaction)
                .param("problem", problem)
                .update();
    }

    /** The peer keeps these, as they were when it was asked. */
    void confirm(Question question, List<String> sopUids) {
        jdbc.sql(
                        """
                        update delivery set state = 'CONFIRMED', comment = '', ask_at = null, changed_at = clock_timestamp()
                        where destination = :destination and study_uid = :study and sop_uid = any(:uids)
                          and state = 'SENT' and (transaction_uid = :transaction or sent_at < :asked)
                        """)
                .param("destination", question.destination())
                .param("study", question.studyUid())
                .param("uids", sopUids.toArray(String[]::new))
                .param("transaction", question.transactionUid())
                .param("asked", question.askedAt())
                .update();
    }

    /**
     * The peer does not keep one.
     *
     * @param isFinal whether it will not, however often it is sent
     * @param mostUnkept how often it may be sent again
     * @return whether it is to be sent again
     */
    boolean fail(Question question, String sopUid, int reason, boolean isFinal, int mostUnkept) {
        return jdbc.sql(
                        """
                        update delivery
                        set unkept = unkept + 1, status = :reason, changed_at = clock_timestamp(), ask_at = null,
                            state = case when :final or unkept + 1 >= :most then 'REJECTED' else 'WAITING' end,
                            told = '', comment = 'The peer took it and does not keep it'
                        where destination = :destination and study_uid = :study and sop_uid = :uid
                          and state = 'SENT' and transaction_uid = :transaction
                        returning state = 'WAITING'
                        """)
                .param("reason", reason)
                .param("final", isFinal)
                .param("most", mostUnkept)
                .param("destination", question.destination())
                .param("study", question.studyUid())
                .param("uid", sopUid)
                .param("transaction", question.transactionUid())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }
}
