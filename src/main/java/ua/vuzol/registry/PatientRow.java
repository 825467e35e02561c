package ua.vuzol.registry;

import java.time.Instant;
import java.util.Map;

/**
 * A row of the table {@code patient}.
 *
 * @param told for each field, the time of the newest message that told it; what only images told is absent
 * @param withdrawn whether the MIS has deleted its record
 */
record PatientRow(Patient patient, Map<PatientField, Instant> told, boolean withdrawn) {
    PatientRow {
        told = Map.copyOf(told);
    }

    PatientRow withPatient(Patient changed) {
        return new PatientRow(changed, told, withdrawn);
    }

    boolean hasTold(PatientField field) {
        return told.containsKey(field);
    }

    /** Whether somebody who knew the person before should look again. */
    boolean saysOtherThan(PatientRow before) {
        return !patient.equals(before.patient) || withdrawn != before.withdrawn;
    }
}
