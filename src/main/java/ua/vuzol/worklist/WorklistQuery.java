package ua.vuzol.worklist;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What people look for on the worklist; all conditions must be met.
 *
 * @param open only steps that still wait to be done
 * @param status of the step
 * @param station one of its stations
 * @param from the first day of its start, in the hospital's zone
 * @param to the last day
 * @param patient part of the name, in Cyrillic or Latin letters, with {@code *} and {@code ?}
 * @param patientId Patient ID (0010,0020)
 * @param limit how many at most
 */
public record WorklistQuery(
        boolean open,
        Optional<StepStatus> status,
        Optional<String> station,
        Optional<String> modality,
        Optional<LocalDate> from,
        Optional<LocalDate> to,
        Optional<String> patient,
        Optional<String> patientId,
        Optional<String> accession,
        int limit) {}
