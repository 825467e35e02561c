package ua.vuzol.publication;

import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.HumanName.NameUse;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.hl7.fhir.r4.model.Reference;
import ua.vuzol.dicom.data.PersonName.Group;
import ua.vuzol.registry.Patient;
import ua.vuzol.registry.PatientId;

/** A person of the registry as a FHIR Patient. */
final class PatientMapper {
    private static final String REPRESENTATION = "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation";

    private final IdentifierSystems systems;

    PatientMapper(IdentifierSystems systems) {
        this.systems = systems;
    }

    org.hl7.fhir.r4.model.Patient map(Patient patient) {
        org.hl7.fhir.r4.model.Patient resource = new org.hl7.fhir.r4.model.Patient();
        resource.setId(Long.toString(patient.id()));
        identifiers(patient).map(systems::patient).forEach(resource::addIdentifier);
        names(patient).forEach(resource::addName);
        patient.sex().flatMap(PatientMapper::gender).ifPresent(resource::setGender);
        patient.birthDate().flatMap(PatientMapper::birthDate).ifPresent(resource::setBirthDateElement);
        patient.survivor().ifPresent(survivor -> replacedBy(resource, survivor));
        return resource;
    }

    /** A record that was merged stays readable by its key, and tells where to go on (R4 8.1, Patient.link). */
    private static void replacedBy(org.hl7.fhir.r4.model.Patient resource, long survivor) {
        resource.setActive(false);
        resource.addLink().setType(LinkType.REPLACEDBY).setOther(new Reference("Patient/" + survivor));
    }

    private static Stream<PatientId> identifiers(Patient patient) {
        return Stream.concat(Stream.of(patient.pid()), patient.otherIds().stream())
                .filter(id -> !id.value().isBlank())
                .distinct();
    }

    /**
     * The Latin form is marked as alphabetic (ISO 21090 ABC), as Japanese profiles mark theirs. A language tag would say more,
     * but "uk" is not among R4's common languages and validators in use report it as an error.
     */
    private static Stream<HumanName> names(Patient patient) {
        return Stream.concat(
                name(patient.name()).map(name -> name.setUse(NameUse.OFFICIAL)),
                patient.latinName().stream().flatMap(PatientMapper::name).map(PatientMapper::inLatin));
    }

    private static HumanName inLatin(HumanName name) {
        name.addExtension(REPRESENTATION, new CodeType("ABC"));
        return name;
    }

    private static Stream<HumanName> name(String pn) {
        Group parts = PersonNames.written(pn);
        if (parts.isEmpty()) {
            return Stream.empty();
        }
        HumanName name = new HumanName().setText(PersonNames.text(pn));
        present(parts.family()).ifPresent(name::setFamily);
        present(parts.given()).ifPresent(name::addGiven);
        present(parts.middle()).ifPresent(name::addGiven);
        present(parts.prefix()).ifPresent(name::addPrefix);
        present(parts.suffix()).ifPresent(name::addSuffix);
        return Stream.of(name);
    }

    private static Optional<String> present(String part) {
        return Optional.of(part).filter(text -> !text.isEmpty());
    }

    private static Optional<AdministrativeGender> gender(String sex) {
        return switch (sex) {
            case "M" -> Optional.of(AdministrativeGender.MALE);
            case "F" -> Optional.of(AdministrativeGender.FEMALE);
            case "O" -> Optional.of(AdministrativeGender.OTHER);
            default -> Optional.empty();
        };
    }

    /** FHIR has no year 0. */
    private static Optional<DateType> birthDate(LocalDate date) {
        return Optional.of(date).filter(day -> day.getYear() > 0).map(day -> new DateType(day.toString()));
    }
}
