package ua.vuzol.intake;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import ua.vuzol.archive.Archive;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.intake.StudyMatch.State;
import ua.vuzol.intake.normalise.OrderedStudy;
import ua.vuzol.journey.Journey;
import ua.vuzol.journey.Step;
import ua.vuzol.journey.Subject;
import ua.vuzol.registry.Patient;
import ua.vuzol.registry.PatientId;
import ua.vuzol.registry.Registry;
import ua.vuzol.text.SearchForms;
import ua.vuzol.text.Text;
import ua.vuzol.worklist.StepStatus;
import ua.vuzol.worklist.Worklist;
import ua.vuzol.worklist.WorklistItem;

/**
 * Finds the scheduled step that images are of: by the Study Instance UID, else by the Accession Number, else by station, patient
 * and time. What is decided for the first images of a study holds for those that follow. Where two orders fit, or the accession
 * number is that of another person, nothing is changed and a person decides.
 */
@Component
class Matching {
    static final String ACTOR = "intake";

    private static final String TO_DO = " A person decides: ./vuzol reconcile list.";

    private final StudyMatches matches;
    private final Worklist worklist;
    private final Registry registry;
    private final Archive archive;
    private final Journey journey;
    private final SearchForms forms;
    private final Duration window;
    private final ZoneId zone;

    Matching(
            StudyMatches matches,
            Worklist worklist,
            Registry registry,
            Archive archive,
            Journey journey,
            Text text,
            @Value("${vuzol.reconcile-window}") Duration window,
            @Value("${vuzol.zone}") ZoneId zone) {
        this.matches = matches;
        this.worklist = worklist;
        this.registry = registry;
        this.archive = archive;
        this.journey = journey;
        this.forms = new SearchForms(text);
        this.window = window;
        this.zone = zone;
    }

    private record Candidates(String by, List<WorklistItem> items) {}

    /** The orders of the studies that these images are of, by Study Instance UID, in the caller's transaction. */
    Map<String, OrderedStudy> match(List<ImageFacts> images) {
        if (worklist.isEmpty()) {
            return Map.of();
        }
        Map<String, ImageFacts> first = new LinkedHashMap<>();
        images.forEach(image -> image.studyUid().ifPresent(uid -> first.putIfAbsent(uid, image)));
        Map<String, StudyMatch> known = matches.of(first.keySet());
        Map<String, OrderedStudy> ordered = new HashMap<>();
        first.forEach((uid, image) -> {
            Optional<StudyMatch> match = Optional.ofNullable(known.get(uid)).or(() -> decide(uid, image));
            match.flatMap(StudyMatch::itemId)
                    .flatMap(worklist::find)
                    .flatMap(item -> ordered(item, match.get().state()))
                    .ifPresent(order -> {
                        ordered.put(uid, order);
                        worklist.performed(order.item().id(), uid, madeAt(image));
                    });
        });
        return ordered;
    }

    private Optional<OrderedStudy> ordered(WorklistItem item, State state) {
        return registry.find(item.patientId()).map(patient -> new OrderedStudy(item, patient, state == State.LINKED));
    }

    private Optional<StudyMatch> decide(String uid, ImageFacts image) {
        Candidates candidates = candidates(uid, image);
        if (candidates.items().isEmpty()) {
            return Optional.empty();
        }
        Set<String> orders =
                candidates.items().stream().map(WorklistItem::studyUid).collect(Collectors.toSet());
        if (orders.size() > 1) {
            return enter(uid, State.HELD, Optional.empty(), orders.size() + " orders fit by " + candidates.by() + ".");
        }
        WorklistItem item = nearest(candidates.items(), image);
        if (candidates.by().equals("accession number") && isSomebodyElse(item, image)) {
            return enter(
                    uid,
                    State.HELD,
                    Optional.empty(),
                    "The order that the accession number names is another person's than the images'.");
        }
        if (isAnothersAlready(uid, item)) {
            return enter(
                    uid,
                    State.HELD,
                    Optional.empty(),
                    "The order came after the first images, which are another person's by their number.");
        }
        return enter(uid, State.MATCHED, Optional.of(item.id()), "Found by " + candidates.by() + ".");
    }

    private Optional<StudyMatch> enter(String uid, State state, Optional<Long> item, String reason) {
        if (matches.enter(uid, state, item, reason, ACTOR)) {
            journey.record(
                    Subject.study(uid),
                    state == State.HELD ? Step.REMARKED : Step.MATCHED,
                    ACTOR,
                    state == State.HELD
                            ? "The order is not clear: " + reason + TO_DO
                            : "The order is known. " + reason);
        }
        return Optional.ofNullable(matches.of(List.of(uid)).get(uid));
    }

    /** The steps that the study of an object may be of. */
    List<WorklistItem> possible(ImageFacts image) {
        return candidates(image.studyUid().orElse(""), image).items();
    }

    private Candidates candidates(String uid, ImageFacts image) {
        List<WorklistItem> byStudy = wanted(worklist.byStudy(uid));
        if (!byStudy.isEmpty()) {
            return new Candidates("Study Instance UID", byStudy);
        }
        DataSet dataSet = image.dataSet();
        List<WorklistItem> byAccession =
                wanted(worklist.byAccession(dataSet.string(Tag.AccessionNumber).orElse("")));
        if (!byAccession.isEmpty()) {
            return new Candidates("accession number", byAccession);
        }
        List<WorklistItem> byStation = persons(dataSet).stream()
                .flatMap(patient -> wanted(worklist.byStationAndPatient(
                                image.station(),
                                dataSet.string(Tag.Modality).orElse(""),
                                patient.id(),
                                madeAt(image),
                                window))
                        .stream())
                .toList();
        return new Candidates("station, patient and time", byStation);
    }

    private static List<WorklistItem> wanted(List<WorklistItem> items) {
        return items.stream()
                .filter(item -> item.status() != StepStatus.CANCELED)
                .toList();
    }

    /** The only one whose number this is. */
    Optional<Patient> person(PatientId number) {
        List<Patient> known = registry.findByIdentifier(number.value(), Optional.of(number.issuer()));
        return known.size() == 1 ? Optional.of(known.get(0)) : Optional.empty();
    }

    /** Those whose number the object has; most modalities leave its issuer out, so it may be one of any. */
    private List<Patient> persons(DataSet dataSet) {
        return dataSet.string(Tag.PatientID)
                .map(value -> registry.findByIdentifier(value, dataSet.string(Tag.IssuerOfPatientID)))
                .orElse(List.of());
    }

    /** Of the steps of one order: of the same modality, and then the nearest. */
    private WorklistItem nearest(List<WorklistItem> items, ImageFacts image) {
        String modality = image.dataSet().string(Tag.Modality).orElse("");
        Instant made = madeAt(image);
        return items.stream()
                .min(Comparator.comparing(
                                (WorklistItem item) -> !item.modality().equals(modality))
                        .thenComparing(
                                item -> Duration.between(item.start(), made).abs()))
                .orElseThrow();
    }

    private boolean isAnothersAlready(String uid, WorklistItem item) {
        return archive.study(uid)
                .filter(study -> study.patient().id() != item.patientId())
                .isPresent();
    }

    /** Neither number nor name nor birth date are the ordered person's. */
    private boolean isSomebodyElse(WorklistItem item, ImageFacts image) {
        DataSet dataSet = image.dataSet();
        Optional<Patient> ordered = registry.find(item.patientId());
        boolean sameNumber = dataSet.string(Tag.PatientID).isEmpty()
                || persons(dataSet).stream().anyMatch(patient -> patient.id() == item.patientId());
        return !sameNumber
                && ordered.filter(patient -> resembles(patient, dataSet)).isEmpty();
    }

    private boolean resembles(Patient patient, DataSet dataSet) {
        boolean sameBirth = dataSet.string(Tag.PatientBirthDate)
                .filter(said -> patient.birthDate()
                        .map(DateTimeFormatter.BASIC_ISO_DATE::format)
                        .equals(Optional.of(said)))
                .isPresent();
        Set<String> known = forms.ofName(patient.name());
        boolean sameName = dataSet.string(Tag.PatientName).stream()
                .flatMap(name -> forms.ofName(name).stream())
                .anyMatch(known::contains);
        return sameBirth || sameName;
    }

    /** When the images were made, as far as they tell; else when they came. */
    private Instant madeAt(ImageFacts image) {
        DataSet dataSet = image.dataSet();
        return dataSet.string(Tag.AcquisitionDate)
                .flatMap(date -> at(date, dataSet.string(Tag.AcquisitionTime)))
                .or(() -> dataSet.string(Tag.StudyDate).flatMap(date -> at(date, dataSet.string(Tag.StudyTime))))
                .orElse(image.cameAt());
    }

    private Optional<Instant> at(String date, Optional<String> time) {
        try {
            LocalDate day = LocalDate.parse(date.strip(), DateTimeFormatter.BASIC_ISO_DATE);
            LocalTime clock = time.filter(text -> text.matches("\\d{4,6}(\\..*)?\\s*"))
                    .map(text -> LocalTime.parse(text.substring(0, 4), DateTimeFormatter.ofPattern("HHmm")))
                    .orElse(LocalTime.NOON);
            return Optional.of(LocalDateTime.of(day, clock).atZone(zone).toInstant());
        } catch (DateTimeParseException e) {
            // a device's own idea of a date; the time of arrival serves
            return Optional.empty();
        }
    }
}
