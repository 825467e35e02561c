package ua.vuzol.web;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import ua.vuzol.publication.PersonNames;
import ua.vuzol.registry.Patient;
import ua.vuzol.registry.Registry;
import ua.vuzol.worklist.StepStatus;
import ua.vuzol.worklist.Worklist;
import ua.vuzol.worklist.WorklistItem;
import ua.vuzol.worklist.WorklistQuery;

/** The worklist as JSON, for the command line and scripts. */
@RestController
@RequestMapping("/api/worklist")
class WorklistApi {
    private static final int MOST = 1000;

    private final Worklist worklist;
    private final Registry registry;
    private final ZoneId zone;

    WorklistApi(Worklist worklist, Registry registry, WebProperties properties) {
        this.worklist = worklist;
        this.registry = registry;
        this.zone = properties.zone();
    }

    /**
     * @param patient name, family name first
     * @param order the placer's number
     */
    record Step(
            long id,
            String patient,
            String patientId,
            String studyUid,
            String accession,
            String procedureId,
            String stepId,
            String modality,
            Optional<String> station,
            Optional<String> description,
            OffsetDateTime start,
            Optional<String> order,
            StepStatus status) {
        static Step of(WorklistItem item, Patient patient, ZoneId zone) {
            return new Step(
                    item.id(),
                    PersonNames.text(patient.name()),
                    patient.pid().value(),
                    item.studyUid(),
                    item.accession(),
                    item.requestedProcedureId(),
                    item.stepId(),
                    item.modality(),
                    item.station(),
                    item.description(),
                    item.start().atZone(zone).toOffsetDateTime(),
                    item.placerOrder(),
                    item.status());
        }
    }

    /**
     * The steps by their start; without status only those that wait to be done.
     *
     * @param status a status, or {@code all}
     * @param patient part of the name, in Cyrillic or Latin letters
     */
    @GetMapping
    List<Step> steps(
            @RequestParam Optional<String> status,
            @RequestParam Optional<String> station,
            @RequestParam Optional<String> modality,
            @RequestParam Optional<LocalDate> from,
            @RequestParam Optional<LocalDate> to,
            @RequestParam Optional<String> patient,
            @RequestParam Optional<String> patientId,
            @RequestParam Optional<String> accession,
            @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw ApiProblems.badRequest("The parameter limit is a number from 1 to " + MOST + ".");
        }
        List<WorklistItem> found = worklist.search(new WorklistQuery(
                status.isEmpty(),
                status.filter(word -> !word.equals("all")).map(WorklistApi::status),
                station,
                modality,
                from,
                to,
                patient,
                patientId,
                accession,
                limit));
        Map<Long, Patient> patients = registry.findAll(
                found.stream().map(WorklistItem::patientId).distinct().toList());
        return found.stream()
                .map(item -> Step.of(item, patients.get(item.patientId()), zone))
                .toList();
    }

    private static StepStatus status(String word) {
        return List.of(StepStatus.values()).stream()
                .filter(status -> status.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> ApiProblems.badRequest(
                        "The parameter status is all or one of " + List.of(StepStatus.values()) + "."));
    }
}
