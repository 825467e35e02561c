package ua.vuzol.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import ua.vuzol.publication.PersonNames;
import ua.vuzol.registry.IdentifierKind;
import ua.vuzol.registry.Patient;
import ua.vuzol.registry.PatientId;
import ua.vuzol.registry.People;
import ua.vuzol.registry.Person;
import ua.vuzol.registry.Visit;

/** The registry as JSON, for the command line and scripts. */
@RestController
@RequestMapping("/api/patients")
class PatientsApi {
    private static final int MOST = 1000;

    private final People people;

    PatientsApi(People people) {
        this.people = people;
    }

    /**
     * @param kind MIS for the hospital's numbers, else which number of the state
     * @param issuer empty for the hospital's own numbering
     */
    record Number(IdentifierKind kind, String value, String issuer) {
        static Number of(PatientId number) {
            return new Number(IdentifierKind.of(number), number.value(), number.issuer());
        }
    }

    /**
     * @param name family name first
     * @param nameLatin in Latin script
     * @param mergedInto the record that took its place
     */
    record PatientSummary(
            long id,
            String patientId,
            String issuer,
            String name,
            Optional<String> nameLatin,
            Optional<LocalDate> birthDate,
            Optional<String> sex,
            Optional<Long> mergedInto) {
        static PatientSummary of(Patient patient) {
            return new PatientSummary(
                    patient.id(),
                    patient.pid().value(),
                    patient.pid().issuer(),
                    PersonNames.text(patient.name()),
                    patient.latinName().map(PersonNames::text),
                    patient.birthDate(),
                    patient.sex(),
                    patient.survivor());
        }
    }

    /** @param message key of the message that said so */
    record MergeLine(long id, Number number, Instant at, long message) {}

    record VisitLine(
            String number, String issuer, Optional<String> patientClass, Optional<String> location, Visit.State state) {
        static VisitLine of(Visit visit) {
            return new VisitLine(
                    visit.number().value(),
                    visit.number().issuer(),
                    visit.patientClass(),
                    visit.location(),
                    visit.state());
        }
    }

    /** @param withdrawn whether the MIS has deleted its record */
    record PatientDetail(
            PatientSummary patient,
            List<Number> identifiers,
            Optional<String> mothersName,
            Optional<String> address,
            List<String> phones,
            boolean withdrawn,
            List<String> warnings,
            List<MergeLine> merges,
            List<VisitLine> visits) {}

    /**
     * @param identifier any number of the person, whole
     * @param name the beginning of the name in either script, family name first
     */
    @GetMapping
    List<PatientSummary> search(
            @RequestParam Optional<String> identifier,
            @RequestParam Optional<String> name,
            @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw ApiProblems.badRequest("limit must be a number from 1 to " + MOST + ".");
        }
        return people.search(given(identifier), given(name), limit).stream()
                .map(PatientSummary::of)
                .toList();
    }

    private static Optional<String> given(Optional<String> parameter) {
        return parameter.map(String::strip).filter(text -> !text.isEmpty());
    }

    @GetMapping("/{id}")
    PatientDetail patient(@PathVariable long id) {
        return people.find(id)
                .map(PatientsApi::detail)
                .orElseThrow(() -> ApiProblems.notFound(
                        "There is no patient " + id + ". GET /api/patients?identifier= or ?name= finds patients."));
    }

    private static PatientDetail detail(Person person) {
        Patient patient = person.patient();
        return new PatientDetail(
                PatientSummary.of(patient),
                Stream.concat(Stream.of(patient.pid()), patient.otherIds().stream())
                        .map(Number::of)
                        .toList(),
                patient.contacts().mothersName().map(PersonNames::text),
                patient.contacts().address(),
                patient.contacts().phones(),
                person.withdrawn(),
                person.warnings(),
                person.merges().stream()
                        .map(merge -> new MergeLine(
                                merge.patientId(), Number.of(merge.number()), merge.at(), merge.message()))
                        .toList(),
                person.visits().stream().map(VisitLine::of).toList());
    }
}
