package ua.vuzol.registry;

import java.util.Comparator;

/**
 * A number that stands for a person, unique within its issuer.
 *
 * @param value the number, as text: leading zeros count
 * @param issuer Issuer of Patient ID (0010,0021); empty for the hospital's own numbering, a name of {@link IdentifierKind}
 *     for the numbers of the state
 */
public record PatientId(String value, String issuer) {
    /** The order in which rows are locked and numbers are told. */
    static final Comparator<PatientId> ORDER =
            Comparator.comparing(PatientId::issuer).thenComparing(PatientId::value);
}
