package ua.vuzol.archive;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.dao.ConcurrencyFailureException;
import ua.vuzol.archive.CatalogueWriter.Known;
import ua.vuzol.archive.CatalogueWriter.SeriesOf;
import ua.vuzol.archive.StoreOutcome.Conflict;
import ua.vuzol.archive.StoreOutcome.Same;
import ua.vuzol.archive.StoreOutcome.Stored;
import ua.vuzol.dicom.io.DataSetDigest;
import ua.vuzol.journey.Journey;
import ua.vuzol.journey.Step;
import ua.vuzol.journey.Subject;
import ua.vuzol.registry.Patient;
import ua.vuzol.registry.PatientId;
import ua.vuzol.registry.Registration;
import ua.vuzol.registry.Registry;

/** The objects of one call, and what became of each so far. */
final class StoreBatch {
    private final List<InstanceRow> rows;
    private final StoreOutcome[] outcomes;
    private final Map<InstanceRow, Patient> given = new HashMap<>();
    /** By Study Instance UID, in the order in which rows are locked. */
    private final Map<String, Long> patients = new TreeMap<>();

    StoreBatch(List<InstanceRow> rows) {
        this.rows = rows;
        this.outcomes = new StoreOutcome[rows.size()];
    }

    List<StoreOutcome> outcomes() {
        return List.copyOf(Arrays.asList(outcomes));
    }

    /** Asks of each row that is still to be stored; an outcome settles it. */
    private void judge(Function<InstanceRow, Optional<StoreOutcome>> judgement) {
        for (int i = 0; i < outcomes.length; i++) {
            if (outcomes[i] == null) {
                outcomes[i] = judgement.apply(rows.get(i)).orElse(null);
            }
        }
    }

    private Stream<InstanceRow> open() {
        return IntStream.range(0, outcomes.length)
                .filter(i -> outcomes[i] == null)
                .mapToObj(rows::get);
    }

    /**
     * What the catalogue has, or an earlier object of the batch is: the same content, also in another native transfer syntax, is
     * the same object.
     */
    void refuseKnownInstances(CatalogueWriter catalogue, OnlineTier tier) {
        Map<String, Known> known =
                catalogue.instances(rows.stream().map(InstanceRow::uid).toList());
        judge(row -> {
            Known before = known.putIfAbsent(row.uid(), Known.of(row));
            if (before == null) {
                return Optional.empty();
            }
            return Optional.of(
                    hasSameContent(before, row, tier) ? new Same() : conflict(row, Conflicts.otherContent(row.uid())));
        });
    }

    private static boolean hasSameContent(Known before, InstanceRow row, OnlineTier tier) {
        if (before.sha256().equals(row.sha256())) {
            return true;
        }
        try {
            // an earlier one of the batch lies outside of the tier, by an absolute path
            return DataSetDigest.sha256(tier.resolve(before.location()))
                    .equals(DataSetDigest.sha256(row.object().file()));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Object " + row.uid() + " cannot be compared with the one in the archive", e);
        }
    }

    void refuseSeriesOfOtherStudies(CatalogueWriter catalogue) {
        Map<String, String> known =
                catalogue.studiesOfSeries(open().map(InstanceRow::seriesUid).collect(toSet()));
        judge(row -> isFirstOrEqual(known, row.seriesUid(), row.studyUid())
                ? Optional.empty()
                : Optional.of(conflict(row, Conflicts.otherParent("series", row.seriesUid(), "study"))));
    }

    void refuseStudiesOfOtherPatients(CatalogueWriter catalogue, Registry registry) {
        open().forEach(row -> given.put(row, PatientModule.patient(row.object().dataSet(), row.studyUid())));
        Map<PatientId, Patient> current =
                registry.current(given.values().stream().map(Patient::pid).collect(toSet()));
        Map<String, PatientOf> known =
                catalogue.patientsOfStudies(open().map(InstanceRow::studyUid).collect(toSet()));
        judge(row -> isFirstOrEqual(known, row.studyUid(), patientOf(given.get(row), current))
                ? Optional.empty()
                : Optional.of(conflict(row, Conflicts.otherParent("study", row.studyUid(), "patient"))));
    }

    /** Whose the object is by a number that may have been merged since. */
    private static PatientOf patientOf(Patient said, Map<PatientId, Patient> current) {
        return PatientOf.of(current.getOrDefault(said.pid(), said));
    }

    private static <T> boolean isFirstOrEqual(Map<String, T> known, String key, T value) {
        T before = known.putIfAbsent(key, value);
        return before == null || before.equals(value);
    }

    void registerPatients(Registry registry) {
        Map<Patient, Registration> registered =
                registry.registerAll(open().map(given::get).toList());
        judge(row -> {
            Registration registration = registered.get(given.get(row));
            if (registration instanceof Registration.Refused refused) {
                return Optional.of(conflict(row, refused.reason().getMessage()));
            }
            Patient patient = ((Registration.Registered) registration).patient();
            patients.put(row.studyUid(), patient.id());
            return Optional.empty();
        });
    }

    /** Puts the files of the rest to their places and enters them in the catalogue. */
    void enter(CatalogueWriter catalogue, OnlineTier tier, Journey journey) {
        List<InstanceRow> entered = open().toList();
        if (entered.isEmpty()) {
            return;
        }
        enterStudies(catalogue, entered);
        Map<String, StudyGrowth> growth = enterSeries(catalogue, entered);
        catalogue.addInstances(tier.putAll(entered));
        growth.forEach((study, grown) -> {
            catalogue.countStudy(study, grown);
            journey.record(Subject.study(study), Step.STORED, "archive", sentence(study, grown, entered));
        });
        judge(row -> Optional.of(new Stored(row.studyUid())));
    }

    private void enterStudies(CatalogueWriter catalogue, List<InstanceRow> entered) {
        byKey(entered, InstanceRow::studyUid).forEach((study, ofStudy) -> {
            if (catalogue.addStudy(ofStudy.get(0).object().dataSet(), patients.get(study)) != patients.get(study)) {
                throw lost("study", study);
            }
        });
    }

    private static Map<String, StudyGrowth> enterSeries(CatalogueWriter catalogue, List<InstanceRow> entered) {
        Map<String, StudyGrowth> growth = new TreeMap<>();
        byKey(entered, InstanceRow::seriesUid).forEach((uid, ofSeries) -> {
            String study = ofSeries.get(0).studyUid();
            SeriesOf series = catalogue.addSeries(ofSeries.get(0).object().dataSet(), ofSeries.size());
            if (!series.studyUid().equals(study)) {
                throw lost("series", uid);
            }
            StudyGrowth grown = growth.computeIfAbsent(study, any -> new StudyGrowth());
            ofSeries.forEach(grown::add);
            if (series.isNew()) {
                grown.addSeries();
            }
        });
        return growth;
    }

    private static Map<String, List<InstanceRow>> byKey(List<InstanceRow> rows, Function<InstanceRow, String> key) {
        Map<String, List<InstanceRow>> byKey = new TreeMap<>();
        rows.forEach(row ->
                byKey.computeIfAbsent(key.apply(row), any -> new ArrayList<>()).add(row));
        return byKey;
    }

    private static String sentence(String study, StudyGrowth grown, List<InstanceRow> entered) {
        if (grown.instances() > 1) {
            return grown.instances() + " objects are in the online tier.";
        }
        return entered.stream()
                .filter(row -> row.studyUid().equals(study))
                .map(row -> "Object " + row.uid() + " is in the online tier.")
                .findFirst()
                .orElseThrow();
    }

    /** What was moved into the staging directory though the archive has it already. */
    void removeStagedCopies() {
        try {
            for (int i = 0; i < outcomes.length; i++) {
                NewObject object = rows.get(i).object();
                if (outcomes[i] instanceof Same && object.placement() == NewObject.Placement.MOVE) {
                    Files.deleteIfExists(object.file());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A staged object cannot be removed", e);
        }
    }

    private static Conflict conflict(InstanceRow row, String reason) {
        return new Conflict(reason, row.uid());
    }

    private static ConcurrencyFailureException lost(String what, String uid) {
        return new ConcurrencyFailureException(
                "Somebody else has just made the " + what + " " + uid + " in another place; try again");
    }
}
