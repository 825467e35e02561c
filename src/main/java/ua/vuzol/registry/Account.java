package ua.vuzol.registry;

import java.util.Optional;

/** What somebody says of a person. */
sealed interface Account permits ImageAccount, MisAccount {

    /** The number by which the person is meant. */
    PatientId number();

    /** The row of a person who is told of for the first time; its key is 0. */
    PatientRow made();

    /**
     * What speaks against the person being the one that the registry knows by the number.
     *
     * @param alias the row that the number had before it was merged into the known one
     */
    Optional<PatientConflictException> objection(PatientRow known, Optional<PatientRow> alias);

    /** Whether something newer is known of what is told here, which therefore does not count. */
    boolean isOvertaken(PatientRow known);

    /** The row as it is with what is said here. */
    PatientRow renewed(PatientRow known, boolean byAlias);
}
