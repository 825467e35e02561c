package ua.vuzol.worklist;

import java.time.Instant;
import java.util.Optional;

/**
 * A scheduled procedure step.
 *
 * @param id the worklist's own key
 * @param patientId the registry's key of the person
 * @param studyUid Study Instance UID (0020,000D)
 * @param accession Accession Number (0008,0050); empty where the order has none
 * @param requestedProcedureId Requested Procedure ID (0040,1001)
 * @param stepId Scheduled Procedure Step ID (0040,0009)
 * @param modality Modality (0008,0060); empty where it is not known
 * @param station Scheduled Station AE Title (0040,0001), the first of several
 * @param description Scheduled Procedure Step Description (0040,0007)
 * @param start when it is to begin
 * @param referringPhysician Referring Physician's Name (0008,0090), PN
 * @param placerOrder Placer Order Number (0040,2016)
 */
public record WorklistItem(
        long id,
        long patientId,
        String studyUid,
        String accession,
        String requestedProcedureId,
        String stepId,
        String modality,
        Optional<String> station,
        Optional<String> description,
        Instant start,
        Optional<String> referringPhysician,
        Optional<String> placerOrder,
        StepStatus status) {}
