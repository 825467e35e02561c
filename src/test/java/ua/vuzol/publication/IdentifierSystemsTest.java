package ua.vuzol.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.NumericChars;
import org.hl7.fhir.r4.model.Identifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ua.vuzol.registry.PatientId;

class IdentifierSystemsTest {
    private static final String BASE = "https://fhir.hospital.ua/sid";
    private final IdentifierSystems systems = new IdentifierSystems(BASE);

    @ParameterizedTest
    @CsvSource({
        "RNOKPP, rnokpp, TAX",
        "РНОКПП, rnokpp, TAX",
        "UNZR, unzr, NI",
        "УНЗР, unzr, NI",
        "'', mis-pid, MR",
        "38782323, mis-pid/38782323, MR",
        "Лікарня 2/3, mis-pid/%D0%9B%D1%96%D0%BA%D0%B0%D1%80%D0%BD%D1%8F%202%2F3, MR"
    })
    void anIssuerHasItsSystemAndType(String issuer, String path, String type) {
        Identifier identifier = systems.patient(new PatientId("007", issuer));

        assertThat(identifier.getSystem()).isEqualTo(BASE + "/" + path);
        assertThat(identifier.getValue()).isEqualTo("007");
        assertThat(identifier.getType().getCodingFirstRep().getCode()).isEqualTo(type);
        assertThat(systems.patientIssuers(BASE + "/" + path)).contains(issuer);
    }

    @Property
    void everyIssuerIsFoundAgainByItsSystem(
            @ForAll @NumericChars @AlphaChars @Chars({' ', '/', '%', '+', 'Ї', 'і'}) String issuer) {
        assertThat(systems.patientIssuers(
                        systems.patient(new PatientId("1", issuer)).getSystem()))
                .contains(issuer);
    }

    @Test
    void aForeignOrBrokenSystemHasNoIssuers() {
        assertThat(systems.patientIssuers("http://elsewhere/sid/rnokpp")).isEmpty();
        assertThat(systems.patientIssuers(BASE + "/mis-pid/%zz")).isEmpty();
        assertThat(systems.patientIssuers("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "urn:dicom:uid, urn:oid:1.2.3, 1.2.3",
        "urn:dicom:uid, 1.2.3, 1.2.3",
        ", urn:oid:1.2.3, 1.2.3",
        ", 1.2.3, 1.2.3"
    })
    void aStudyUidIsUnderstoodInEveryForm(String system, String value, String uid) {
        assertThat(systems.studyUid(new IdentifierToken(Optional.ofNullable(system), value)))
                .contains(uid);
    }

    @Test
    void anotherSystemHoldsNoStudyUids() {
        assertThat(systems.studyUid(new IdentifierToken(Optional.of(BASE + "/accession"), "1.2.3")))
                .isEmpty();
        assertThat(systems.studyUid(new IdentifierToken(Optional.of(""), "1.2.3")))
                .isEmpty();
    }

    @Test
    void anAccessionNumberHasItsIssuersSystem() {
        assertThat(systems.accession("A1", Optional.empty()).getSystem()).isEqualTo(BASE + "/accession");
        String issued = systems.accession("A1", Optional.of("MIS")).getSystem();
        assertThat(issued).isEqualTo(BASE + "/accession/MIS");
        assertThat(systems.accessionIssuer(issued)).contains("MIS");
        assertThat(systems.accessionIssuer(BASE + "/accession")).contains("");
        assertThat(systems.accessionIssuer(BASE + "/accessions")).isEmpty();
    }
}
