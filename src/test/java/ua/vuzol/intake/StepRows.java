package ua.vuzol.intake;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import ua.vuzol.registry.Patient;

/** Scheduled steps as the worklist has them, without the orders that they would come by. */
final class StepRows {
    private StepRows() {}

    /**
     * A step of a patient, for noon of 1 March 2026.
     *
     * @param station AE titles with commas; empty for any
     * @return its key
     */
    static long insert(
            JdbcClient jdbc, Patient patient, String studyUid, String accession, String modality, String station) {
        return jdbc.sql(
                        """
                        insert into worklist_item (patient_id, order_issuer, order_number, filler_number, step_key, study_uid,
                            accession, procedure_id, step_id, modality, station, stations, start_at, start_date, start_time,
                            description, referring_name, status, attributes, forms, told, partner, message_id, told_at)
                        values (:patient, '', :order, '', '1', :study, :accession, 'RP1', 'SPS1', :modality, :station,
                            string_to_array(:station, ','), '2026-03-01T10:00Z', '2026-03-01', '12:00', '', '', 'SCHEDULED',
                            '{}', '{}', '{}', 'MIS', 0, clock_timestamp())
                        returning id
                        """)
                .param("patient", patient.id())
                .param("order", UUID.randomUUID().toString())
                .param("study", studyUid)
                .param("accession", accession)
                .param("modality", modality)
                .param("station", station)
                .query(Long.class)
                .single();
    }
}
