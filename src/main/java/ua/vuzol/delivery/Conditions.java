package ua.vuzol.delivery;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The conditions of a {@link DeliveryQuery} in SQL, on a table called {@code d}. */
final class Conditions {
    static final String SQL =
            """
            (:destination::text is null or d.destination = :destination)
            and (:study::text is null or d.study_uid = :study)
            and (:id::bigint is null or d.id = :id)
            and (:state::text is null or d.state = :state)
            """;

    private Conditions() {}

    static JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement, DeliveryQuery query) {
        return statement
                .param("destination", query.destination().orElse(null))
                .param("study", query.studyUid().orElse(null))
                .param("id", query.id().orElse(null))
                .param("state", query.state().map(DeliveryState::name).orElse(null));
    }
}
