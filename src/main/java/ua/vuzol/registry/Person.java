package ua.vuzol.registry;

import java.time.Instant;
import java.util.List;

/**
 * All that the registry knows of a person, for people to look at.
 *
 * @param warnings what a person should look at: check digits, numbers that tell another birth date, numbers that others have too
 * @param withdrawn whether the MIS has deleted its record
 * @param merges the numbers that became names for this one, oldest first
 * @param visits the newest first
 */
public record Person(
        Patient patient, List<String> warnings, boolean withdrawn, List<Merge> merges, List<Visit> visits) {
    public Person {
        warnings = List.copyOf(warnings);
        merges = List.copyOf(merges);
        visits = List.copyOf(visits);
    }

    /**
     * A record that was merged into this one, or a Patient ID that the person had before.
     *
     * @param patientId the registry's key of the record
     * @param message key of the message in the ledger
     */
    public record Merge(long patientId, PatientId number, Instant at, long message) {}
}
