package ua.vuzol.publication;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.json.JSONException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skyscreamer.jsonassert.JSONAssert;
import org.skyscreamer.jsonassert.JSONCompareMode;
import ua.vuzol.archive.Study;
import ua.vuzol.registry.Patient;
import ua.vuzol.registry.PatientId;

class MappingTest {

    @Test
    void aStudyIsTheGoldenImagingStudy() throws IOException, JSONException {
        assertGolden("imaging-study.json", Mappers.STUDIES.map(SampleStudies.radiograph()));
    }

    @Test
    void aPersonIsTheGoldenPatient() throws IOException, JSONException {
        assertGolden("patient.json", Mappers.PATIENTS.map(SampleStudies.taras()));
    }

    @Test
    void aRecordThatWasMergedNamesTheOneThatGoesOn() {
        Patient merged = new Patient(
                7,
                new PatientId("OLD", ""),
                "Шевченко^Тарас",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Patient.Contacts.NONE,
                Optional.of(5L));
        org.hl7.fhir.r4.model.Patient resource = Mappers.PATIENTS.map(merged);
        assertThat(resource.getActive()).isFalse();
        assertThat(resource.getLink()).singleElement().satisfies(link -> {
            assertThat(link.getType()).isEqualTo(LinkType.REPLACEDBY);
            assertThat(link.getOther().getReference()).isEqualTo("Patient/5");
        });
        assertThat(Mappers.PATIENTS.map(SampleStudies.taras()).hasActive()).isFalse();
    }

    @Test
    void aStudyOfWhichLittleIsKnownLeavesOutWhatIsNotKnown() throws IOException, JSONException {
        Patient unknown = new Patient(
                6, new PatientId("", ""), "", Optional.empty(), Optional.empty(), Optional.of("?"), List.of());
        Study study = SampleStudies.of("1.2.3", unknown, "");
        assertGolden("imaging-study-bare.json", Mappers.STUDIES.map(study));
        assertGolden("patient-bare.json", Mappers.PATIENTS.map(unknown));
    }

    @Test
    void countsAreOfWhatIsListed() {
        ImagingStudy study = Mappers.STUDIES.map(SampleStudies.radiograph());

        assertThat(study.getNumberOfSeries()).isEqualTo(study.getSeries().size());
        assertThat(study.getNumberOfInstances())
                .isEqualTo(study.getSeries().stream()
                        .mapToInt(series -> series.getInstance().size())
                        .sum());
    }

    @Test
    void theLatinFormAloneIsMarked() {
        assertThat(Mappers.PATIENTS.map(SampleStudies.taras()).getName())
                .map(HumanName::hasExtension)
                .containsExactly(false, true);
    }

    @ParameterizedTest
    @CsvSource({"M, MALE", "F, FEMALE", "O, OTHER"})
    void sexBecomesGender(String sex, AdministrativeGender gender) {
        Patient taras = SampleStudies.taras();
        Patient patient = new Patient(
                5, taras.pid(), taras.name(), Optional.empty(), Optional.empty(), Optional.of(sex), List.of());
        assertThat(Mappers.PATIENTS.map(patient).getGender()).isEqualTo(gender);
    }

    @ParameterizedTest
    @CsvSource({
        "Шевченко^Тарас^Григорович, Шевченко Тарас Григорович",
        "Шевченко^Тарас^Григорович^проф.^мол., проф. Шевченко Тарас Григорович мол.",
        "'  Шевченко ^ Тарас', Шевченко Тарас",
        "=王^小東, 王 小東",
        "^^^, ''",
        "'', ''"
    })
    void aNameReadsAsInUkrainianPapers(String pn, String text) {
        assertThat(PersonNames.text(pn)).isEqualTo(text);
    }

    @Test
    void aBirthDateInTheYearZeroIsLeftOut() {
        Patient taras = SampleStudies.taras();
        Patient patient = new Patient(
                5,
                taras.pid(),
                taras.name(),
                Optional.empty(),
                Optional.of(LocalDate.of(0, 1, 1)),
                Optional.empty(),
                List.of());
        assertThat(Mappers.PATIENTS.map(patient).hasBirthDate()).isFalse();
    }

    private static void assertGolden(String file, IBaseResource resource) throws IOException, JSONException {
        String actual =
                FhirContext.forR4Cached().newJsonParser().setPrettyPrint(true).encodeResourceToString(resource);
        try (InputStream golden = MappingTest.class.getResourceAsStream(file)) {
            assertThat(golden).as("the golden file %s; now: %s", file, actual).isNotNull();
            JSONAssert.assertEquals(
                    actual, new String(golden.readAllBytes(), StandardCharsets.UTF_8), actual, JSONCompareMode.STRICT);
        }
    }
}
