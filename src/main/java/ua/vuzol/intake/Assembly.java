package ua.vuzol.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import ua.vuzol.intake.profile.FileRole;
import ua.vuzol.intake.profile.SidecarRecord;
import ua.vuzol.intake.profile.SourceProfile;
import ua.vuzol.intake.record.DeviceRecord;

/** Puts landed files to their examinations, by the source's profile. Its methods run in the caller's transaction. */
@Component
class Assembly {
    private final Profiles profiles;
    private final DicomFiles dicom;
    private final Ledger ledger;
    private final LandingStore landing;
    private final Examinations examinations;
    private final Quarantining quarantining;
    private final History history;

    Assembly(
            Profiles profiles,
            DicomFiles dicom,
            Ledger ledger,
            LandingStore landing,
            Examinations examinations,
            Quarantining quarantining,
            History history) {
        this.profiles = profiles;
        this.dicom = dicom;
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
        if (profiles.givesDicom(file.source())) {
            dicom.place(file);
            return List.of();
        }
        SourceProfile profile = profiles.require(file.source());
        PlacedName name = fittingName(file, profile);
        FileRole role = profile.roleOf(name.file());
        if (role instanceof FileRole.Image image) {
            return List.of(placeImage(file, name, image, profile));
        }
        if (role instanceof FileRole.Sidecar) {
            return placeSidecar(file, name, profile);
        }
        if (FileSignature.of(landing.resolve(file.sha256())) == FileSignature.DICOM) {
            throw new UnreadableInputException("The file is DICOM, but the profile mappings/sources/" + file.source()
                    + ".yaml expects pictures. Drop it for a source whose profile has the key dicom, or give this"
                    + " source such a profile and replay.");
        }
        throw new UnreadableInputException("The file's name fits neither images.pattern nor sidecar.pattern of the"
                + " profile mappings/sources/" + file.source() + ".yaml.");
    }

    /** The newest of the file's names that the profile knows. */
    private static PlacedName fittingName(LandedFile file, SourceProfile profile) {
        return file.names().stream()
                .map(PlacedName::of)
                .filter(name -> !(profile.roleOf(name.file()) instanceof FileRole.Unmatched))
                .findFirst()
                .orElseGet(() -> PlacedName.of(file.name()));
    }

    private long placeImage(LandedFile file, PlacedName name, FileRole.Image image, SourceProfile profile) {
        String key = requireStorable(image.examinationKey());
        Examination examination = itsOwn(file, name, key)
                .map(own -> again(own, file))
                .or(() -> examinations
                        .newest(file.source(), name.folder(), key)
                        .map(newest -> joined(newest, file, image, profile)))
                .orElseGet(() -> examinations.open(file.source(), name.folder(), key, 1, file.arrivedAt()));
        supersede(name, examination, file);
        ledger.assignTo(file.id(), examination.id());
        history.imagePlaced(file, examination);
        return examination.id();
    }

    /** The examination that the file was put to before, if that still has its key: a replay moves nothing to another. */
    private Optional<Examination> itsOwn(LandedFile file, PlacedName name, String key) {
        return file.examinationId()
                .flatMap(examinations::lock)
                .filter(own -> own.folder().equals(name.folder()) && own.key().equals(key));
    }

    private Examination again(Examination own, LandedFile file) {
        if (own.state() == Examination.State.QUARANTINED) {
            quarantining.reopen(own);
        }
        examinations.arrived(own.id(), own.lastArrival());
        return own;
    }

    /** A device that writes a file again, whole this time, means the new one in place of the old. */
    private void supersede(PlacedName name, Examination examination, LandedFile by) {
        ledger.imagesOf(examination.id()).stream()
                .filter(old -> old.id() != by.id() && old.state() == FileState.ASSEMBLED)
                .filter(old -> PlacedName.of(old.name()).equals(name))
                .forEach(old -> {
                    ledger.setState(old.id(), FileState.SUPERSEDED);
                    history.superseded(old, by);
                });
    }

    /** The examination that an image belongs to: the newest with its key, or the next one when that one is over. */
    private Examination joined(Examination newest, LandedFile file, FileRole.Image image, SourceProfile profile) {
        if (file.arrivedAt().plus(profile.numberLife()).isBefore(newest.receivedAt())) {
            throw new UnreadableInputException("The file came long before the examination that now has the number "
                    + newest.key() + ", so it is another's; give it a number of its own and put it back.");
        }
        if (isOver(newest, file, profile)
                || newest.conversion().isPresent() && !hasSameMetadata(newest, image, profile)) {
            return next(newest, file);
        }
        switch (newest.state()) {
            case OPEN -> {}
            case QUARANTINED -> quarantining.reopen(newest);
            case CONVERTED -> examinations.reopen(newest.id());
        }
        examinations.arrived(newest.id(), file.arrivedAt());
        return newest;
    }

    /** A device that begins its numbers anew must never add to an old examination, which is another patient's. */
    private static boolean isOver(Examination examination, LandedFile file, SourceProfile profile) {
        return examination.lastArrival().plus(profile.numberLife()).isBefore(file.arrivedAt());
    }

    private Examination next(Examination over, LandedFile file) {
        return examinations.open(over.source(), over.folder(), over.key(), over.turn() + 1, file.arrivedAt());
    }

    /** Whether an image that comes after the conversion is one of the same examination. */
    private boolean hasSameMetadata(Examination converted, FileRole.Image image, SourceProfile profile) {
        DeviceRecord then = converted.conversion().orElseThrow().record();
        return profile.needsSidecar()
                ? examinations
                        .newestRecord(converted)
                        .filter(now -> now.record().equals(then))
                        .isPresent()
                : Captures.ofExamination(image.captures()).equals(Captures.ofExamination(then.fields()));
    }

    private List<Long> placeSidecar(LandedFile file, PlacedName name, SourceProfile profile) {
        List<SidecarRecord> records = profile.recordsOf(landing.resolve(file.sha256()), name.file());
        Map<String, DeviceRecord> known = examinations.recordsIn(file.source(), name.folder());
        List<Long> touched = new ArrayList<>();
        for (SidecarRecord each : records) {
            String key = requireStorable(each.examinationKey());
            boolean news = !each.record().equals(known.get(key));
            if (news && examinations.putRecord(file.source(), name.folder(), key, file.id(), each.record())) {
                touched.addAll(spokenOf(file, name, each.record(), key, profile));
            }
        }
        examinations.forgetOtherRecords(
                file.id(), records.stream().map(SidecarRecord::examinationKey).collect(Collectors.toSet()));
        ledger.setState(file.id(), FileState.ASSEMBLED);
        history.sidecarPlaced(file, records.size());
        return touched;
    }

    private List<Long> spokenOf(
            LandedFile file, PlacedName name, DeviceRecord record, String key, SourceProfile profile) {
        boolean journal = profile.sidecar().orElseThrow().journal();
        List<Long> known = examinations.spokenOf(file.source(), name.folder(), key);
        if (known.isEmpty() && !journal) {
            Examination opened = examinations.open(file.source(), name.folder(), key, 1, file.arrivedAt());
            return List.of(spoken(opened, file, record));
        }
        List<Long> touched = new ArrayList<>();
        for (long id : known) {
            Examination examination = examinations.lock(id).orElseThrow();
            if (examination.conversion().isPresent() || isOver(examination, file, profile)) {
                history.recordTooLate(file, examination);
                if (!journal) {
                    touched.add(spoken(next(examination, file), file, record));
                }
                continue;
            }
            if (examination.state() == Examination.State.QUARANTINED) {
                quarantining.reopen(examination);
            }
            examinations.arrived(examination.id(), file.arrivedAt());
            touched.add(spoken(examination, file, record));
        }
        return touched;
    }

    private long spoken(Examination examination, LandedFile file, DeviceRecord record) {
        examinations.speak(examination.id(), file.id(), record);
        history.recordPlaced(file, examination);
        return examination.id();
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
