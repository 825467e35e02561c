package ua.vuzol.registry;

/**
 * A number that stands for a person, unique within its issuer.
 *
 * @param value the number, as text: leading zeros count
 * @param issuer Issuer of Patient ID (0010,0021); empty for the hospital's own numbering
 */
public record PatientId(String value, String issuer) {}
