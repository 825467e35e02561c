package ua.vuzol.publication;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.UnknownCodeSystemWarningValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.junit.jupiter.api.Test;
import ua.vuzol.registry.Patient;
import ua.vuzol.registry.PatientId;

/** Against the definitions of FHIR R4 itself, without a network; SNOMED CT and DCM contents are not at hand. */
class ValidationTest {
    private static final FhirContext R4 = FhirContext.forR4Cached();
    private static final FhirValidator VALIDATOR = validator();

    @Test
    void aStudyHasNoErrors() {
        assertThat(errors(Mappers.STUDIES.map(SampleStudies.radiograph()))).isEmpty();
    }

    @Test
    void aStudyOfWhichLittleIsKnownHasNoErrors() {
        Patient unknown = new Patient(
                6, new PatientId("", ""), "", Optional.empty(), Optional.empty(), Optional.empty(), List.of());
        assertThat(errors(Mappers.STUDIES.map(SampleStudies.of("1.2.3", unknown, "x"))))
                .isEmpty();
        assertThat(errors(Mappers.PATIENTS.map(unknown))).isEmpty();
    }

    @Test
    void aPersonHasNoErrors() {
        assertThat(errors(Mappers.PATIENTS.map(SampleStudies.taras()))).isEmpty();
    }

    @Test
    void theValidatorSeesAnError() {
        ImagingStudy study = Mappers.STUDIES.map(SampleStudies.radiograph());
        study.setStatus(null);
        study.getSeriesFirstRep().setModality(null);
        assertThat(errors(study))
                .anySatisfy(message -> assertThat(message).contains("ImagingStudy.status"))
                .anySatisfy(message -> assertThat(message).contains("ImagingStudy.series.modality"));
    }

    private static List<String> errors(IBaseResource resource) {
        return VALIDATOR.validateWithResult(resource).getMessages().stream()
                .filter(message -> message.getSeverity().ordinal() >= ResultSeverityEnum.ERROR.ordinal())
                .map(SingleValidationMessage::toString)
                .toList();
    }

    private static FhirValidator validator() {
        UnknownCodeSystemWarningValidationSupport unknown = new UnknownCodeSystemWarningValidationSupport(R4);
        unknown.setNonExistentCodeSystemSeverity(IValidationSupport.IssueSeverity.WARNING);
        FhirInstanceValidator validator = new FhirInstanceValidator(new ValidationSupportChain(
                new DefaultProfileValidationSupport(R4),
                new CommonCodeSystemsTerminologyService(R4),
                new InMemoryTerminologyServerValidationSupport(R4),
                unknown));
        validator.setNoExtensibleWarnings(true);
        return R4.newValidator().registerValidatorModule(validator);
    }
}
