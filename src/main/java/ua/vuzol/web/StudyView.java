package ua.vuzol.web;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ua.vuzol.archive.Study;
import ua.vuzol.publication.PersonNames;
import ua.vuzol.registry.Patient;

/** A study as the pages show it: texts only, empty where nothing is known. */
record StudyView(
        String uid,
        long patientKey,
        String patientId,
        String name,
        String latinName,
        String birthDate,
        String sex,
        String date,
        String time,
        String modality,
        String description,
        String accession,
        String institution,
        List<SeriesView> series,
        long instances,
        boolean complete) {

    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    record SeriesView(String number, String modality, String description, String bodyPart, int instances) {
        static SeriesView of(Study.Series series) {
            return new SeriesView(
                    series.number().map(String::valueOf).orElse(""),
                    series.modality(),
                    series.description().orElse(""),
                    Stream.concat(
                                    series.bodyPart().stream(),
                                    series.laterality().filter(side -> !side.equals("U")).stream())
                            .collect(Collectors.joining(" ")),
                    series.instances().size());
        }
    }

    static StudyView of(Study study) {
        Patient patient = study.patient();
        return new StudyView(
                study.uid(),
                patient.id(),
                patient.pid().value(),
                PersonNames.text(patient.name()),
                patient.latinName().map(PersonNames::text).orElse(""),
                patient.birthDate().map(String::valueOf).orElse(""),
                patient.sex().orElse(""),
                study.date().map(String::valueOf).orElse(""),
                study.time().map(MINUTES::format).orElse(""),
                String.join(", ", study.modalities()),
                study.description().orElse(""),
                study.accession().orElse(""),
                study.institution().orElse(""),
                study.series().stream().map(SeriesView::of).toList(),
                study.instances().count(),
                study.complete());
    }
}
