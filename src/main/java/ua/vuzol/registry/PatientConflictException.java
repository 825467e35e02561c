package ua.vuzol.registry;

/** A Patient ID is known as another person's. What is known stays as it is. */
public final class PatientConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PatientConflictException(String difference) {
        super("The Patient ID is known as that of a person with another " + difference
                + "; find out whose it is, mend the record, and put the file back.");
    }
}
