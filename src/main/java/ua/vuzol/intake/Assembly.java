package ua.vuzol.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import ua.vuzol.intake.convert.ImageInput;
import ua.vuzol.intake.profile.FileRole;
import ua.vuzol.intake.profile.SidecarRecord;
import ua.vuzol.intake.profile.SourceProfile;
import ua.vuzol.intake.record.DeviceRecord;

/** Puts landed files together to examinations, by the source's profile. Its methods run in the caller's transaction. */
@Component
class Assembly {
    private final Profiles profiles;
    private final Ledger ledger;
    private final LandingStore landing;
    private final Examinations examinations;
    private final Quarantining quarantining;
    private final History history;

    Assembly(
            Profiles profiles,
            Ledger ledger,
            LandingStore landing,
            Examinations examinations,
            Quarantining quarantining,
            History history) {
        this.profiles = profiles;
        this.ledger = ledger;
        this.landing = landing;
        this.examinations = examinations;
        this.quarantining = quarantining;
        this.history = history;
    }

    /**
     * Finds out what a file is and puts it to its examination.
     *
     * @return the examinations that it may have completed
     * @throws UnreadableInputException if the file cannot be understood
     */
    List<Long> place(LandedFile file) {
        SourceProfile profile = profiles.require(file.source());
        PlacedName name = fittingName(file, profile);
        FileRole role = profile.roleOf(name.file());
        if (role instanceof FileRole.Image image) {
            return List.of(placeImage(file, name, image));
        }
        if (role instanceof FileRole.Sidecar) {
            return placeSidecar(file, name, profile);
        }
        throw new UnreadableInputException("The file's name fits neither images.pattern nor sidecar.pattern of the"
                + " profile mappings/sources/" + file.source() + ".yaml.");
    }

    /** The first of the file's names that the profile knows. */
    private static PlacedName fittingName(LandedFile file, SourceProfile profile) {
        return file.names().stream()
                .map(PlacedName::of)
                .filter(name -> !(profile.roleOf(name.file()) instanceof FileRole.Unmatched))
                .findFirst()
                .orElseGet(() -> PlacedName.of(file.name()));
    }

    private long placeImage(LandedFile file, PlacedName name, FileRole.Image image) {
        Examination examination = arrive(file.source(), name.folder(), requireStorable(image.examinationKey()));
        ledger.assignTo(file.id(), examination.id());
        history.imagePlaced(file, examination);
        return examination.id();
    }

    private List<Long> placeSidecar(LandedFile file, PlacedName name, SourceProfile profile) {
        List<SidecarRecord> records = profile.recordsOf(landing.resolve(file.sha256()), name.file());
        boolean journal = profile.sidecar().orElseThrow().journal();
        List<Long> touched = new ArrayList<>();
        for (SidecarRecord each : records) {
            String key = requireStorable(each.examinationKey());
            boolean news = examinations.putRecord(file.source(), name.folder(), key, file.id(), each.record());
            List<Long> spokenOf = examinations.spokenOf(file.source(), name.folder(), key);
            if (spokenOf.isEmpty() && !journal) {
                spokenOf = List.of(arrive(file.source(), name.folder(), key).id());
            }
            if (news) {
                spokenOf.forEach(id -> recordArrived(file, id));
                touched.addAll(spokenOf);
            }
        }
        ledger.setState(file.id(), FileState.ASSEMBLED);
        history.sidecarPlaced(file, records.size());
        return touched;
    }

    private void recordArrived(LandedFile file, long examinationId) {
        Examination examination = examinations.lock(examinationId).orElseThrow();
        history.recordPlaced(file, examination);
        if (examination.state() == Examination.State.QUARANTINED) {
            quarantining.reopen(examination);
        } else if (examination.state() == Examination.State.CONVERTED) {
            history.recordTooLate(file, examination);
        }
    }

    /** An examination in quarantine or already converted is open again when one of its files comes. */
    private Examination arrive(String source, String folder, String key) {
        Examination examination = examinations.arrive(source, folder, key);
        if (examination.state() == Examination.State.QUARANTINED) {
            quarantining.reopen(examination);
        } else if (examination.state() == Examination.State.CONVERTED) {
            examinations.reopen(examination.id());
        }
        return examination;
    }

    /**
     * Tells whether an examination can be converted.
     *
     * @throws UnreadableInputException if its record cannot be understood
     */
    Readiness readiness(Examination examination) {
        SourceProfile profile = profiles.require(examination.source());
        List<LandedFile> files = ledger.imagesOf(examination.id());
        boolean bare = files.isEmpty() && examinations.recordOf(examination).isEmpty();
        if (bare || !files.isEmpty() && files.stream().allMatch(file -> file.state() == FileState.CONVERTED)) {
            return new Readiness.Finished();
        }
        List<ImageInput> images = images(profile, examination, files);
        Optional<DeviceRecord> record = record(profile, examination, images);
        if (record.isEmpty()) {
            return waiting(
                    examination.openedAt(),
                    profile.patience(),
                    "The image came, but no metadata for the examination " + examination.key());
        }
        if (images.isEmpty()) {
            return waiting(
                    examination.openedAt(),
                    profile.patience(),
                    "The metadata for the examination " + examination.key() + " came, but no image");
        }
        return complete(profile, examination, record.get(), images);
    }

    private Readiness complete(
            SourceProfile profile, Examination examination, DeviceRecord record, List<ImageInput> images) {
        OptionalInt expected = profile.expectedImages(record);
        if (expected.isPresent() && images.size() < expected.getAsInt()) {
            return waiting(
                    examination.openedAt(),
                    profile.patience(),
                    images.size() + " of the " + expected.getAsInt() + " images of the examination " + examination.key()
                            + " came");
        }
        Instant settled = examination.lastArrival().plus(profile.images().settle());
        if (expected.isEmpty() && settled.isAfter(Instant.now())) {
            return new Readiness.Waiting(settled);
        }
        return new Readiness.Ready(profile, record, images);
    }

    private static Readiness waiting(Instant since, Duration patience, String what) {
        Instant until = since.plus(patience);
        return until.isAfter(Instant.now())
                ? new Readiness.Waiting(until)
                : new Readiness.Hopeless(what + " within " + inWords(patience)
                        + "; what comes later completes it, or replay it when it is complete.");
    }

    private static String inWords(Duration time) {
        return time.toSeconds() % 60 == 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }

    private Optional<DeviceRecord> record(SourceProfile profile, Examination examination, List<ImageInput> images) {
        if (profile.needsSidecar()) {
            return examinations.recordOf(examination).map(Examinations.FiledRecord::record);
        }
        return images.stream().findFirst().map(image -> new DeviceRecord(image.captures()));
    }

    /** The images under each of their names: a cine loop may show the same picture twice. */
    private List<ImageInput> images(SourceProfile profile, Examination examination, List<LandedFile> files) {
        List<ImageInput> images = new ArrayList<>();
        for (LandedFile file : files) {
            for (String fullName : file.names()) {
                PlacedName name = PlacedName.of(fullName);
                if (name.folder().equals(examination.folder())
                        && profile.roleOf(name.file()) instanceof FileRole.Image image
                        && image.examinationKey().equals(examination.key())) {
                    images.add(new ImageInput(
                            landing.resolve(file.sha256()), name.file(), file.sha256(), image.captures()));
                }
            }
        }
        return images;
    }

    /** PostgreSQL's text has no U+0000. */
    private static String requireStorable(String key) {
        if (key.indexOf('\0') >= 0) {
            throw new UnreadableInputException("The key of an examination holds the character U+0000: "
                    + key.codePoints()
                            .mapToObj(c -> c == 0 ? "<NUL>" : Character.toString(c))
                            .collect(Collectors.joining())
                    + ".");
        }
        return key;
    }
}
