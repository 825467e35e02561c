package ua.vuzol.registry;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** The sorts of numbers by which people are known. Numbers of the state are told by their issuer. */
public enum IdentifierKind {
    /** The hospital's, or that of another institution: whatever is none of the others. */
    MIS(Set.of()),
    /** Registration number of a taxpayer's account card, ten digits. */
    RNOKPP(Set.of("RNOKPP", "РНОКПП")),
    /** Number in the Unified State Demographic Register, YYYYMMDD-NNNNN. */
    UNZR(Set.of("UNZR", "УНЗР")),
    /** Passport booklet, two Cyrillic letters and six digits. */
    PASSPORT(Set.of("PASSPORT")),
    /** Identity card, nine digits. */
    ID_CARD(Set.of("ID_CARD"));

    private final Set<String> issuers;

    IdentifierKind(Set<String> issuers) {
        this.issuers = issuers;
    }

    /** Every issuer that means this kind; none for {@link #MIS}. */
    public Set<String> issuers() {
        return issuers;
    }

    /** A number of the state as the registry keeps it. */
    public PatientId number(String value) {
        return new PatientId(value, name());
    }

    public static IdentifierKind of(PatientId number) {
        return issuedBy(number.issuer()).orElse(MIS);
    }

    /** The kind whose numbers an issuer gives; empty if it is none of the state's. */
    public static Optional<IdentifierKind> issuedBy(String issuer) {
        return Arrays.stream(values())
                .filter(kind -> kind.issuers.contains(issuer))
                .findFirst();
    }
}
