package ua.vuzol.publication;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Identifier;
import ua.vuzol.registry.IdentifierKind;
import ua.vuzol.registry.PatientId;

/**
 * The systems of identifiers, both ways: from a DICOM issuer to the URI that FHIR names it by, and back for a search. No
 * registered URIs exist for the Ukrainian numbers, so all of them stand below one configured base.
 */
final class IdentifierSystems {
    static final String STUDY_UID = "urn:dicom:uid";
    private static final String OID = "urn:oid:";
    private static final String TYPES = "http://terminology.hl7.org/CodeSystem/v2-0203";

    /** The numbers that the state gives to people. */
    private enum StateNumber {
        RNOKPP(IdentifierKind.RNOKPP, "rnokpp", "TAX"),
        UNZR(IdentifierKind.UNZR, "unzr", "NI"),
        PASSPORT(IdentifierKind.PASSPORT, "passport-ua", "PPN"),
        ID_CARD(IdentifierKind.ID_CARD, "id-card-ua", "NNUKR");

        private final IdentifierKind kind;
        private final String path;
        private final String type;

        StateNumber(IdentifierKind kind, String path, String type) {
            this.kind = kind;
            this.path = path;
            this.type = type;
        }

        static Optional<StateNumber> issuedBy(String issuer) {
            return IdentifierKind.issuedBy(issuer).flatMap(kind -> Arrays.stream(values())
                    .filter(number -> number.kind == kind)
                    .findFirst());
        }
    }

    private final String base;

    IdentifierSystems(String base) {
        this.base = base;
    }

    Identifier studyUid(String uid) {
        return new Identifier().setSystem(STUDY_UID).setValue(OID + uid);
    }

    /** The UID that a token may mean; senders leave out the system or {@code urn:oid:} (IHE RAD MADO examples do). */
    Optional<String> studyUid(IdentifierToken token) {
        if (!token.mayHaveSystem(STUDY_UID)) {
            return Optional.empty();
        }
        String value = token.value();
        return Optional.of(value.startsWith(OID) ? value.substring(OID.length()) : value);
    }

    Identifier accession(String value, Optional<String> issuer) {
        return new Identifier()
                .setType(type("ACSN"))
                .setSystem(below("accession", issuer.orElse("")))
                .setValue(value);
    }

    /** Which issuer's accession numbers a system holds; the empty text is the hospital's own. */
    Optional<String> accessionIssuer(String system) {
        return issuerBelow("accession", system);
    }

    Identifier patient(PatientId id) {
        Optional<StateNumber> state = StateNumber.issuedBy(id.issuer());
        return new Identifier()
                .setType(type(state.map(number -> number.type).orElse("MR")))
                .setSystem(state.map(number -> base + '/' + number.path).orElseGet(() -> below("mis-pid", id.issuer())))
                .setValue(id.value());
    }

    /** The DICOM issuers whose numbers a system holds; empty if the system is not one of ours. */
    Set<String> patientIssuers(String system) {
        for (StateNumber number : StateNumber.values()) {
            if (system.equals(base + '/' + number.path)) {
                return number.kind.issuers();
            }
        }
        return issuerBelow("mis-pid", system).map(Set::of).orElse(Set.of());
    }

    private String below(String kind, String issuer) {
        String system = base + '/' + kind;
        return issuer.isEmpty() ? system : system + '/' + encoded(issuer);
    }

    private Optional<String> issuerBelow(String kind, String system) {
        String prefix = base + '/' + kind;
        if (system.equals(prefix)) {
            return Optional.of("");
        }
        return system.startsWith(prefix + '/') ? decoded(system.substring(prefix.length() + 1)) : Optional.empty();
    }

    private static String encoded(String issuer) {
        return URLEncoder.encode(issuer, UTF_8).replace("+", "%20");
    }

    private static Optional<String> decoded(String segment) {
        try {
            return Optional.of(URLDecoder.decode(segment.replace("+", "%2B"), UTF_8));
        } catch (IllegalArgumentException e) {
            // a broken percent sequence is a system that we never gave
            return Optional.empty();
        }
    }

    private static CodeableConcept type(String code) {
        CodeableConcept type = new CodeableConcept();
        type.addCoding().setSystem(TYPES).setCode(code);
        return type;
    }
}
