package ua.vuzol.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import ca.uhn.fhir.context.FhirContext;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceSearchParamComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.ResourceInteractionComponent;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.BadSqlGrammarException;
import ua.vuzol.archive.Study;
import ua.vuzol.publication.SampleStudies;

@ExtendWith(OutputCaptureExtension.class)
class FhirTest extends WebTestSupport {
    private static final FhirContext R4 = FhirContext.forR4Cached();
    private static final String UID = SampleStudies.UID;

    @Test
    void aStudyIsReadByItsUid() throws Exception {
        HttpResponse<String> response = get("/fhir/ImagingStudy/" + UID);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/fhir+json"));
        ImagingStudy study = R4.newJsonParser().parseResource(ImagingStudy.class, response.body());
        assertThat(study.getIdElement().getIdPart()).isEqualTo(UID);
        assertThat(study.getSubject().getReference()).isEqualTo("Patient/5");
        assertThat(study.getStartedElement().getValueAsString()).isEqualTo("2026-03-18T10:15:00+02:00");
    }

    @Test
    void whoPrefersXmlGetsXml() throws Exception {
        HttpResponse<String> response = get("/fhir/ImagingStudy/" + UID, "Accept", "application/fhir+xml");

        ImagingStudy study = R4.newXmlParser().parseResource(ImagingStudy.class, response.body());
        assertThat(study.getSubject().getDisplay()).isEqualTo("Шевченко Тарас Григорович");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "urn:dicom:uid|urn:oid:" + UID,
                "urn:dicom:uid|" + UID,
                "urn:oid:" + UID,
                UID,
                BASE_SID + "/accession|A123",
                "A123",
                "9.9.9,A123"
            })
    void aStudyIsFoundByAnyFormOfItsIdentifier(String token) throws Exception {
        assertThat(search("ImagingStudy?identifier=" + encoded(token))).containsExactly("ImagingStudy/" + UID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "patient=5",
                "patient=Patient/5",
                "subject=Patient/5",
                "patient.identifier=https%3A%2F%2Ffhir.hospital.ua%2Fsid%2Frnokpp%7C1759013776",
                "patient.identifier=P-0042",
                "subject.identifier=19480228-00013",
                "_id=" + UID,
                "patient=5&identifier=A123",
                "patient=5,9&_id=" + UID + ",1.2.4",
                "patient=5&subject=5",
                "subject:Patient=5",
                "subject:Patient.identifier=P-0042"
            })
    void aStudyIsFoundByItsPatient(String query) throws Exception {
        assertThat(search("ImagingStudy?" + query)).containsExactly("ImagingStudy/" + UID);
    }

    @Test
    void aPatientIsAlsoNamedByTheWholeAddressHere() throws Exception {
        assertThat(search("ImagingStudy?patient=" + encoded(url("/fhir/Patient/5"))))
                .containsExactly("ImagingStudy/" + UID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "identifier=urn:dicom:uid%7Curn:oid:1.2.4",
                "identifier=http://elsewhere%7CA123",
                "identifier=%7CA123",
                "identifier=A123&_id=1.2.3.9",
                "patient=6",
                "patient=abc",
                "subject=Group/5",
                "patient=https://mis.example/fhir/Patient/5",
                "subject:Patient=https://mis.example/fhir/Patient/5",
                "patient=5&subject=9",
                "patient.identifier=http://elsewhere%7C1759013776",
                "patient.identifier=nobody"
            })
    void whatNobodyMeetsIsAnEmptyBundle(String query) throws Exception {
        Bundle bundle = bundle("ImagingStudy?" + query);

        assertThat(bundle.getTotal()).isZero();
        assertThat(bundle.getEntry()).isEmpty();
    }

    @Test
    void withoutConditionsEveryStudyIsFound() throws Exception {
        assertThat(search("ImagingStudy")).containsExactly("ImagingStudy/" + UID, "ImagingStudy/1.2.3.9");
    }

    @Test
    void aSearchMayBePosted() throws Exception {
        HttpResponse<String> response = post(
                "/fhir/ImagingStudy/_search", "identifier=A123", "Content-Type", "application/x-www-form-urlencoded");

        assertThat(R4.newJsonParser()
                        .parseResource(Bundle.class, response.body())
                        .getTotal())
                .isEqualTo(1);
    }

    @Test
    void thePatientComesAlongWhereAskedFor() throws Exception {
        Bundle bundle = bundle("ImagingStudy?identifier=A123&_include=ImagingStudy:subject");

        assertThat(bundle.getTotal()).isEqualTo(1);
        assertThat(bundle.getEntry())
                .map(entry -> entry.getSearch().getMode())
                .containsExactly(SearchEntryMode.MATCH, SearchEntryMode.INCLUDE);
        assertThat(bundle.getEntry().get(1).getFullUrl()).isEqualTo(url("/fhir/Patient/5"));
        assertThat(bundle("ImagingStudy?identifier=A123").getEntry()).hasSize(1);
    }

    @Test
    void pagesFollowEachOtherToTheEnd() throws Exception {
        studies.clear();
        IntStream.range(0, 7).mapToObj(FhirTest::numbered).forEach(studies::add);

        Bundle first = bundle("ImagingStudy?_count=3");
        Bundle second = follow(first);
        Bundle third = follow(second);

        assertThat(List.of(first, second, third))
                .allSatisfy(page -> assertThat(page.getTotal()).isEqualTo(7));
        assertThat(ids(first)).containsExactly("ImagingStudy/1.2.0", "ImagingStudy/1.2.1", "ImagingStudy/1.2.2");
        assertThat(ids(second)).containsExactly("ImagingStudy/1.2.3", "ImagingStudy/1.2.4", "ImagingStudy/1.2.5");
        assertThat(ids(third)).containsExactly("ImagingStudy/1.2.6");
        assertThat(third.getLink("next")).isNull();
    }

    @Test
    void aPageHasABoundAndStillLeadsToTheNext() throws Exception {
        studies.clear();
        IntStream.range(0, 450).mapToObj(FhirTest::numbered).forEach(studies::add);

        Bundle first = bundle("ImagingStudy?_count=100000000000000000000");

        assertThat(first.getEntry()).hasSize(200);
        assertThat(ids(follow(first))).hasSize(200).startsWith("ImagingStudy/1.2.200");
        assertThat(bundle("ImagingStudy").getEntry()).hasSize(50);
    }

    @Test
    void aCountOfZeroTellsTheTotalAlone() throws Exception {
        Bundle bundle = bundle("ImagingStudy?_count=0");

        assertThat(bundle.getTotal()).isEqualTo(2);
        assertThat(bundle.getEntry()).isEmpty();
    }

    @Test
    void aPatientIsReadAndFoundByAnyNumber() throws Exception {
        Patient patient = R4.newJsonParser()
                .parseResource(Patient.class, get("/fhir/Patient/5").body());

        assertThat(patient.getName())
                .map(name -> name.getText())
                .containsExactly("Шевченко Тарас Григорович", "Shevchenko Taras Hryhorovych");
        for (String token : List.of("P-0042", BASE_SID + "/mis-pid|P-0042", BASE_SID + "/unzr|19480228-00013")) {
            assertThat(search("Patient?identifier=" + encoded(token))).as(token).containsExactly("Patient/5");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ImagingStudy/1.2.4, 404, NOTFOUND",
        "Patient/6, 404, NOTFOUND",
        "Patient/abc, 404, NOTFOUND",
        "Patient/99999999999999999999, 404, NOTFOUND",
        "ImagingStudy?modality=CR, 400, NOTSUPPORTED",
        "ImagingStudy?patient.name=x, 400, NOTSUPPORTED",
        "ImagingStudy?identifier:not=A123, 400, INVALID",
        "ImagingStudy?identifier:missing=true, 400, INVALID",
        "ImagingStudy?identifier:text=A123, 400, INVALID",
        "ImagingStudy?identifier:Patient=A123, 400, INVALID",
        "ImagingStudy?_id:missing=false, 400, INVALID",
        "ImagingStudy?_id:not=1.2.3, 400, INVALID",
        "ImagingStudy?patient:missing=true, 400, INVALID",
        "ImagingStudy?subject:Group=5, 400, INVALID",
        "ImagingStudy?subject:identifier=P-0042, 400, INVALID",
        "ImagingStudy?patient.identifier:text=P-0042, 400, INVALID",
        "ImagingStudy?identifier=A%00, 400, INVALID",
        "ImagingStudy?identifier=urn:x%00%7CA123, 400, INVALID",
        "ImagingStudy?patient.identifier=A%00, 400, INVALID",
        "ImagingStudy?_id=%00, 400, INVALID",
        "Patient?identifier=P%00, 400, INVALID",
        "Patient?identifier:missing=false, 400, INVALID",
        "Patient?identifier:text=P-0042, 400, INVALID",
        "ImagingStudy?identifier=http://elsewhere%7C, 400, INVALID",
        "ImagingStudy?identifier=%7C, 400, INVALID",
        "ImagingStudy?_count=many, 400, INVALID",
        "ImagingStudy?_count=-1, 400, INVALID",
        "ImagingStudy?_count=99999999999999999999x, 400, INVALID",
        "ImagingStudy?_offset=-1, 400, INVALID",
        "ImagingStudy?_include=ImagingStudy:endpoint, 400, INVALID",
        "ImagingStudy?_lastUpdated=gt2020, 400, INVALID",
        "ImagingStudy?_sort=started, 400, INVALID",
        "ImagingStudy?_revinclude=ImagingStudy:subject, 400, NOTSUPPORTED",
        "ImagingStudy?_has:Observation:subject:code=1, 400, INVALID",
        "Patient?identifier=P-0042&_tag=x, 400, INVALID",
        "Patient, 400, NOTSUPPORTED",
        "Patient?name=x, 400, NOTSUPPORTED",
        "Observation, 404, NOTFOUND",
        "ImagingStudy/1.2.3/_history, 400, NOTSUPPORTED"
    })
    void aWrongRequestIsAnsweredByAnOperationOutcome(String request, int status, IssueType code) throws Exception {
        HttpResponse<String> response = get("/fhir/" + request);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(R4.newJsonParser()
                        .parseResource(OperationOutcome.class, response.body())
                        .getIssue())
                .singleElement()
                .satisfies(issue -> {
                    assertThat(issue.getCode()).isEqualTo(code);
                    assertThat(issue.getDiagnostics()).isNotBlank();
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"Patient?identifier=1759013776", "ImagingStudy?patient.identifier=1759013776"})
    void aFailureOfTheHubTellsNothingOfItself(String request, CapturedOutput output) throws Exception {
        when(registry.findByIdentifier(any(), any()))
                .thenThrow(new BadSqlGrammarException(
                        "search", "SELECT id FROM patient", new SQLException("no column for 1759013776")));

        HttpResponse<String> response = get("/fhir/" + request);

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(R4.newJsonParser()
                        .parseResource(OperationOutcome.class, response.body())
                        .getIssueFirstRep()
                        .getDiagnostics())
                .isEqualTo("The hub failed to answer; its log says why.");
        assertThat(output.getAll())
                .contains("A FHIR request failed", "BadSqlGrammarException", "at ua.vuzol.")
                .doesNotContain("1759013776");
    }

    @Test
    void theCapabilityStatementSaysWhatTheServerDoes() throws Exception {
        CapabilityStatement statement = R4.newJsonParser()
                .parseResource(CapabilityStatement.class, get("/fhir/metadata").body());

        assertThat(statement.getFhirVersion().toCode()).isEqualTo("4.0.1");
        assertThat(statement.getImplementation().getUrl()).isEqualTo(url("/fhir"));
        assertThat(statement.getSoftware().getName()).isEqualTo("Vuzol");
        assertThat(statement.getRestFirstRep().getResource())
                .map(CapabilityStatementRestResourceComponent::getType)
                .containsExactlyInAnyOrder("ImagingStudy", "Patient");
        CapabilityStatementRestResourceComponent study = resource(statement, "ImagingStudy");
        assertThat(study.getInteraction())
                .map(ResourceInteractionComponent::getCode)
                .map(code -> code.toCode())
                .containsExactlyInAnyOrder("read", "search-type");
        assertThat(study.getSearchParam())
                .map(CapabilityStatementRestResourceSearchParamComponent::getName)
                .contains("_id", "identifier", "patient", "subject")
                .doesNotContain("modality", "started");
        assertThat(study.getSearchInclude())
                .map(StringType::getValue)
                .containsExactlyInAnyOrder("ImagingStudy:patient", "ImagingStudy:subject");
        assertThat(study.getSearchRevInclude()).isEmpty();
        assertThat(resource(statement, "Patient").getSearchInclude()).isEmpty();
        assertThat(resource(statement, "Patient").getSearchParam())
                .map(CapabilityStatementRestResourceSearchParamComponent::getName)
                .containsExactly("identifier");
    }

    @Test
    void addressesAreThoseOfTheRequest() throws Exception {
        Bundle bundle = bundle("ImagingStudy?identifier=A123");

        assertThat(bundle.getEntryFirstRep().getFullUrl()).isEqualTo(url("/fhir/ImagingStudy/" + UID));
        assertThat(get("/fhir/ImagingStudy?identifier=A123", "X-Forwarded-Host", "evil.example")
                        .body())
                .doesNotContain("evil.example");
    }

    @Test
    void noRequestLeavesAPatientsNumberInTheLog(CapturedOutput output) throws Exception {
        for (String query : List.of(
                "Patient?identifier=1759013776",
                "Patient?identifier:1759013776=1",
                "Patient/1759013776",
                "ImagingStudy?patient.identifier=1759013776",
                "ImagingStudy?patient.identifier:not=1759013776",
                "ImagingStudy?patient=1759013776&modality=x",
                "ImagingStudy?_count=1759013776x",
                "ImagingStudy?_id=1759013776&_summary=1759013776",
                "1759013776/1759013776/1759013776")) {
            get("/fhir/" + query);
        }
        assertThat(output.getAll()).doesNotContain("1759013776");
    }

    private static Study numbered(int number) {
        return SampleStudies.of("1.2." + number, SampleStudies.taras(), "x");
    }

    private Bundle bundle(String query) throws Exception {
        HttpResponse<String> response = get("/fhir/" + query);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return R4.newJsonParser().parseResource(Bundle.class, response.body());
    }

    private Bundle follow(Bundle page) throws Exception {
        String next = page.getLink("next").getUrl();
        assertThat(next).startsWith(url("/"));
        return R4.newJsonParser()
                .parseResource(
                        Bundle.class, get(next.substring(url("").length())).body());
    }

    private List<String> search(String query) throws Exception {
        return ids(bundle(query));
    }

    private static List<String> ids(Bundle bundle) {
        return bundle.getEntry().stream()
                .map(BundleEntryComponent::getResource)
                .map(IBaseResource::getIdElement)
                .map(id -> id.toUnqualifiedVersionless().getValue())
                .toList();
    }

    private static CapabilityStatementRestResourceComponent resource(CapabilityStatement statement, String type) {
        return statement.getRestFirstRep().getResource().stream()
                .filter(resource -> resource.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }
}
