package ua.vuzol.registry;

/** What became of a record of a person. */
public sealed interface Registration {

    /** @param patient as the registry now has the person, with its key */
    record Registered(Patient patient) implements Registration {}

    /** The number is known as another person's, and nothing was changed. */
    record Refused(PatientConflictException reason) implements Registration {}
}
