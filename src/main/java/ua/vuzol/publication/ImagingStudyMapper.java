package ua.vuzol.publication;

import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.ImagingStudy.ImagingStudySeriesComponent;
import org.hl7.fhir.r4.model.ImagingStudy.ImagingStudySeriesInstanceComponent;
import org.hl7.fhir.r4.model.ImagingStudy.ImagingStudySeriesPerformerComponent;
import org.hl7.fhir.r4.model.ImagingStudy.ImagingStudyStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import ua.vuzol.archive.Study;

/**
 * A study of the catalogue as a FHIR ImagingStudy, by the "dicom" mapping of R4. The resource's id is the Study Instance UID,
 * which is a legal one: at most 64 characters of digits and dots. People of whom only the name is known are references by
 * display.
 */
final class ImagingStudyMapper {
    private static final String DCM = "http://dicom.nema.org/resources/ontology/DCM";
    private static final String SNOMED_CT = "http://snomed.info/sct";
    private static final Pattern EMPTY_END = Pattern.compile("\\\\+$");
    private static final String PARTICIPATION = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";

    /** U of (0020,0062) is not here: it says that the body part is unpaired, so that it has no side. */
    private static final Map<String, Coding> LATERALITY = Map.of(
            "L", new Coding(SNOMED_CT, "7771000", "Left"),
            "R", new Coding(SNOMED_CT, "24028007", "Right"),
            "B", new Coding(SNOMED_CT, "51440002", "Bilateral"));

    private final IdentifierSystems systems;
    private final FhirTimes times;
    private final BodySites bodySites;
    private final PatientMapper patients;

    ImagingStudyMapper(IdentifierSystems systems, FhirTimes times, BodySites bodySites, PatientMapper patients) {
        this.systems = systems;
        this.times = times;
        this.bodySites = bodySites;
        this.patients = patients;
    }

    ImagingStudy map(Study study) {
        ImagingStudy resource = new ImagingStudy();
        resource.setId(study.uid());
        resource.getMeta().setLastUpdated(Date.from(study.updatedAt()));
        resource.addIdentifier(systems.studyUid(study.uid()));
        study.accession()
                .map(number -> systems.accession(number, study.accessionIssuer()))
                .ifPresent(resource::addIdentifier);
        resource.setStatus(ImagingStudyStatus.AVAILABLE);
        study.modalities().stream().map(ImagingStudyMapper::modality).forEach(resource::addModality);
        resource.setSubject(subject(patients.map(study.patient())));
        started(study).ifPresent(resource::setStartedElement);
        study.referringName().flatMap(ImagingStudyMapper::person).ifPresent(resource::setReferrer);
        study.description().ifPresent(resource::setDescription);
        study.series().forEach(series -> resource.addSeries(series(series, study)));
        resource.setNumberOfSeries(study.series().size());
        resource.setNumberOfInstances((int) study.instances().count());
        return resource;
    }

    Optional<DateTimeType> started(Study study) {
        return times.dateTime(study.date(), study.time(), study.offset());
    }

    private ImagingStudySeriesComponent series(Study.Series series, Study study) {
        ImagingStudySeriesComponent component = new ImagingStudySeriesComponent();
        component.setUid(series.uid());
        unsigned(series.number()).ifPresent(component::setNumber);
        component.setModality(modality(series.modality()));
        series.description().ifPresent(component::setDescription);
        component.setNumberOfInstances(series.instances().size());
        series.bodyPart().flatMap(bodySites::coding).ifPresent(component::setBodySite);
        series.laterality().map(LATERALITY::get).map(Coding::copy).ifPresent(component::setLaterality);
        times.dateTime(series.date(), series.time(), study.offset()).ifPresent(component::setStartedElement);
        series.performingName().ifPresent(names -> addPerformers(component, names, "PRF", "performer"));
        series.operatorsName().ifPresent(names -> addPerformers(component, names, "SPRF", "secondary performer"));
        series.instances().stream().map(ImagingStudyMapper::instance).forEach(component::addInstance);
        return component;
    }

    private static ImagingStudySeriesInstanceComponent instance(Study.Instance instance) {
        ImagingStudySeriesInstanceComponent component = new ImagingStudySeriesInstanceComponent();
        component.setUid(instance.uid());
        component.setSopClass(new Coding().setSystem("urn:ietf:rfc:3986").setCode("urn:oid:" + instance.sopClassUid()));
        unsigned(instance.number()).ifPresent(component::setNumber);
        instance.imageType().map(ImagingStudyMapper::withoutEmptyEnd).ifPresent(component::setTitle);
        return component;
    }

    /** FHIR wants a modality where an object left it out against PS3.3; CID 29 has OT for that. */
    private static Coding modality(String modality) {
        return new Coding().setSystem(DCM).setCode(modality.isBlank() ? "OT" : modality);
    }

    /** With the patient at hand, so that a search may include it. */
    private static Reference subject(Patient patient) {
        Reference subject = new Reference(patient);
        subject.setReference("Patient/" + patient.getIdPart());
        return patient.getName().isEmpty()
                ? subject
                : subject.setDisplay(patient.getNameFirstRep().getText());
    }

    private static void addPerformers(ImagingStudySeriesComponent series, String names, String code, String display) {
        PersonNames.texts(names)
                .map(name -> new ImagingStudySeriesPerformerComponent()
                        .setFunction(new CodeableConcept(new Coding(PARTICIPATION, code, display)))
                        .setActor(new Reference().setDisplay(name)))
                .forEach(series::addPerformer);
    }

    private static Optional<Reference> person(String pn) {
        return Optional.of(PersonNames.text(pn)).filter(name -> !name.isEmpty()).map(name -> new Reference()
                .setDisplay(name));
    }

    /** Image Type may end in a value that is there but empty, as value 3 often is in DX. */
    private static String withoutEmptyEnd(String imageType) {
        return EMPTY_END.matcher(imageType).replaceFirst("");
    }

    /** IS may be negative; unsignedInt may not. */
    private static Optional<Integer> unsigned(Optional<Integer> number) {
        return number.filter(value -> value >= 0);
    }
}
