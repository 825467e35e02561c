package ua.vuzol.registry;

import java.util.Optional;

/**
 * A stay or an appointment of a person in the hospital.
 *
 * @param patientId the registry's key
 * @param number Admission ID (0038,0010) with its issuer; an empty value where messages name none
 * @param patientClass PV1-2, table 0004: I inpatient, O outpatient, E emergency ...
 * @param location Current Patient Location (0038,0300): PV1-3 as point of care, room, bed and facility with carets
 */
public record Visit(
        long patientId, PatientId number, Optional<String> patientClass, Optional<String> location, State state) {

    /** Whether the person is there. */
    public enum State {
        /** Admitted, registered or expected. */
        OPEN,
        /** Discharged. */
        CLOSED,
        /** The admission was a mistake, or did not take place. */
        CANCELLED
    }
}
