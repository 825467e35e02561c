package ua.vuzol.worklist;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import ua.vuzol.registry.PatientsMerged;

/** Steps follow their patients. What else changes of a patient is told as the registry knows it when it is asked for. */
@Component
class PatientEvents {
    private final JdbcClient jdbc;

    PatientEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @EventListener
    void merged(PatientsMerged event) {
        jdbc.sql(
                        """
                        update worklist_item set patient_id = :survivor, changed_at = clock_timestamp()
                        where patient_id = :merged
                        """)
                .param("survivor", event.survivor())
                .param("merged", event.merged())
                .update();
    }
}
