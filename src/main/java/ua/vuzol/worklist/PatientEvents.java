package ua.vuzol.worklist;

import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.query.JsonItems;
import ua.vuzol.registry.PatientsMerged;
import ua.vuzol.registry.Visit;
import ua.vuzol.registry.VisitsChanged;

/**
 * Steps follow their patients and, where it is so configured, their visits. What else changes of a patient is told as the registry
 * knows it when it is asked for.
 */
@Component
class PatientEvents {
    private final JdbcClient jdbc;
    private final Progress progress;
    private final EndedVisits endedVisits;

    PatientEvents(
            JdbcClient jdbc, Progress progress, @Value("${vuzol.worklist.ended-visits}") EndedVisits endedVisits) {
        this.jdbc = jdbc;
        this.progress = progress;
        this.endedVisits = endedVisits;
    }

    /** What becomes of the steps of a visit that is over and were not begun. */
    enum EndedVisits {
        KEEP,
        CANCEL
    }

    /** Steps are of the visit that their order names; those of an order that names none, of a visit without a number. */
    @EventListener
    void changed(VisitsChanged event) {
        if (endedVisits == EndedVisits.CANCEL) {
            event.visits().stream()
                    .filter(visit -> visit.state() != Visit.State.OPEN)
                    .forEach(this::cancel);
        }
    }

    private void cancel(Visit visit) {
        List<Long> open = jdbc.sql(
                        """
                        select id from worklist_item
                        where patient_id = :patient and status in ('SCHEDULED', 'ARRIVED', 'READY')
                          and coalesce(attributes -> :admission ->> 0, '') = :number
                        order by id for update
                        """)
                .param("patient", visit.patientId())
                .param("admission", JsonItems.key(Tag.AdmissionID))
                .param("number", visit.number().value())
                .query(Long.class)
                .list();
        if (!open.isEmpty()) {
            progress.change(
                    open,
                    StepStatus.CANCELED,
                    "registry",
                    "The visit is " + visit.state().name().toLowerCase(Locale.ROOT) + ": the step is called off.");
        }
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
