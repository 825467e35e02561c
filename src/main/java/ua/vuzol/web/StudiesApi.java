package ua.vuzol.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import ua.vuzol.archive.Archive;
import ua.vuzol.archive.Study;
import ua.vuzol.archive.StudyQuery;
import ua.vuzol.journey.Journey;
import ua.vuzol.publication.PersonNames;
import ua.vuzol.publication.Publication;

/** Studies and their timelines as JSON, for the command line and scripts. */
@RestController
@RequestMapping("/api/studies")
class StudiesApi {
    private static final int MOST = 1000;

    private final Archive archive;
    private final Journey journey;
    private final Publication publication;

    StudiesApi(Archive archive, Journey journey, Publication publication) {
        this.archive = archive;
        this.journey = journey;
        this.publication = publication;
    }

    /**
     * @param patientName as stored, family name first
     * @param patientNameLatin in Latin script
     * @param modality of the series, each once
     * @param started FHIR dateTime, with offset where the time is known
     * @param series how many
     * @param instances how many
     * @param complete whether it is known that nothing more will come
     */
    record StudySummary(
            String studyUid,
            String patientId,
            String patientName,
            Optional<String> patientNameLatin,
            List<String> modality,
            Optional<String> description,
            Optional<String> accession,
            Optional<String> started,
            int series,
            long instances,
            boolean complete) {}

    record SeriesSummary(
            String seriesUid,
            String modality,
            Optional<String> description,
            Optional<String> bodyPart,
            int instances) {}

    record StudyDetail(StudySummary study, List<SeriesSummary> series) {}

    record TimelineLine(Instant at, String step, String actor, String text) {}

    /**
     * @param limit the most studies to tell, newest first; from 1 to 1000
     */
    @GetMapping
    List<StudySummary> recent(@RequestParam(defaultValue = "100") int limit) {
        if (limit < 1) {
            throw ApiProblems.badRequest("limit must be a number from 1 to " + MOST + ".");
        }
        return archive.search(StudyQuery.recent(Math.min(limit, MOST))).stream()
                .map(this::summary)
                .toList();
    }

    @GetMapping("/{uid}")
    StudyDetail study(@PathVariable String uid) {
        Study study = archive.study(uid).orElseThrow(StudiesApi::unknown);
        return new StudyDetail(
                summary(study), study.series().stream().map(StudiesApi::summary).toList());
    }

    @GetMapping("/{uid}/timeline")
    List<TimelineLine> timeline(@PathVariable String uid) {
        List<TimelineLine> timeline = journey.timeline(uid).stream()
                .map(event -> new TimelineLine(event.at(), event.step().name(), event.actor(), event.text()))
                .toList();
        if (timeline.isEmpty()) {
            throw unknown();
        }
        return timeline;
    }

    private StudySummary summary(Study study) {
        return new StudySummary(
                study.uid(),
                study.patient().pid().value(),
                PersonNames.text(study.patient().name()),
                study.patient().latinName().map(PersonNames::text),
                study.modalities(),
                study.description(),
                study.accession(),
                publication.started(study),
                study.series().size(),
                study.instances().count(),
                study.complete());
    }

    private static SeriesSummary summary(Study.Series series) {
        return new SeriesSummary(
                series.uid(),
                series.modality(),
                series.description(),
                series.bodyPart(),
                series.instances().size());
    }

    private static RuntimeException unknown() {
        return ApiProblems.notFound("The hub knows no study with this UID. GET /api/studies lists the newest.");
    }
}
