package ua.vuzol.archive;

import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import ua.vuzol.journey.Journey;
import ua.vuzol.journey.Step;
import ua.vuzol.journey.Subject;
import ua.vuzol.registry.PatientCorrections;
import ua.vuzol.registry.PatientRenumbered;
import ua.vuzol.registry.PatientsMerged;
import ua.vuzol.registry.PatientsUpdated;

/**
 * What becomes of studies when the registry learns something new of their patients: they go to the survivor of a merge, they
 * are announced again, and partners that keep studies too are told. All in the transaction of the change.
 */
@Component
class PatientChanges {
    private static final String ACTOR = "registry";

    private final JdbcClient jdbc;
    private final Journey journey;
    private final PatientCorrections corrections;

    PatientChanges(JdbcClient jdbc, Journey journey, PatientCorrections corrections) {
        this.jdbc = jdbc;
        this.journey = journey;
        this.corrections = corrections;
    }

    private record Touched(String uid, long patientId) {}

    @EventListener
    void merged(PatientsMerged event) {
        List<Touched> moved = move(event.merged(), event.survivor());
        moved.forEach(
                study -> record(study, "The patient's record was merged into another one, to which the study went."));
        if (!moved.isEmpty()) {
            corrections.merged(event.survivor(), event.merged());
        }
    }

    @EventListener
    void renumbered(PatientRenumbered event) {
        List<Touched> studies = move(event.id(), event.id());
        studies.forEach(study -> record(study, "The patient has another Patient ID."));
        if (!studies.isEmpty()) {
            corrections.renumbered(event.id(), event.before());
        }
    }

    @EventListener
    void updated(PatientsUpdated event) {
        List<Touched> studies = touch(event.ids());
        studies.forEach(study -> record(study, "The patient's names, dates or numbers are other than before."));
        corrections.updated(studies.stream().map(Touched::patientId).distinct().toList());
    }

    private void record(Touched study, String sentence) {
        journey.record(Subject.study(study.uid()), Step.PATIENT_CHANGED, ACTOR, sentence);
    }

    /** Studies are locked in the order of their UIDs, as who stores does. */
    private List<Touched> move(long from, long to) {
        return jdbc.sql(
                        """
                        update study set patient_id = :to, revision = nextval('study_revision'), signalled_at = '-infinity'
                        where uid in (select uid from study where patient_id = :from order by uid for update)
                        returning uid, patient_id
                        """)
                .param("from", from)
                .param("to", to)
                .query(Touched.class)
                .list();
    }

    private List<Touched> touch(List<Long> patientIds) {
        return jdbc.sql(
                        """
                        update study set revision = nextval('study_revision'), signalled_at = '-infinity'
                        where uid in (select uid from study where patient_id = any(:patients) order by uid for update)
                        returning uid, patient_id
                        """)
                .param("patients", patientIds.toArray(Long[]::new))
                .query(Touched.class)
                .list();
    }
}
