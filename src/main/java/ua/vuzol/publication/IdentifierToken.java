package ua.vuzol.publication;

import java.util.Optional;

/**
 * An identifier as a FHIR search asks for it (R4 3.1.1.5.9, token).
 *
 * @param system absent where any system will do; the empty text where there must be none
 * @param value the number, as text
 */
public record IdentifierToken(Optional<String> system, String value) {
    boolean mayHaveSystem(String candidate) {
        return system.isEmpty() || system.get().equals(candidate);
    }
}
