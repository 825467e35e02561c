package ua.vuzol.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import ua.vuzol.intake.convert.ImageInput;
import ua.vuzol.intake.profile.FileRole;
import ua.vuzol.intake.profile.SourceProfile;
import ua.vuzol.intake.record.DeviceRecord;

/** Tells whether all parts of an examination are there. Its methods run in the caller's transaction. */
@Component
class Completeness {
    private final Profiles profiles;
    private final Ledger ledger;
    private final LandingStore landing;
    private final Examinations examinations;

    Completeness(Profiles profiles, Ledger ledger, LandingStore landing, Examinations examinations) {
        this.profiles = profiles;
        this.ledger = ledger;
        this.landing = landing;
        this.examinations = examinations;
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
        if (examination.conversion().isPresent()) {
            return late(profile, examination, files);
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

    /**
     * All images of an examination that were converted, as if they had come together.
     *
     * @throws UnreadableInputException if one of them is, by the profile as it is now, none of the examination's
     */
    Readiness.Ready whole(Examination examination) {
        SourceProfile profile = profiles.require(examination.source());
        List<LandedFile> files = ledger.imagesOf(examination.id()).stream()
                .filter(file -> file.state() == FileState.CONVERTED)
                .toList();
        if (files.stream()
                .anyMatch(file -> images(profile, examination, List.of(file)).isEmpty())) {
            throw new UnreadableInputException(
                    "A picture of it is not the examination's any more, since its profile was changed.");
        }
        return new Readiness.Ready(
                profile, examination.conversion().orElseThrow().record(), images(profile, examination, files), 0);
    }

    /** Images that came after the conversion become objects beside those that are there, by the same metadata. */
    private Readiness late(SourceProfile profile, Examination examination, List<LandedFile> files) {
        if (profile.object().multiFrame()) {
            throw new UnreadableInputException("An image of the examination " + examination.key()
                    + " came after its images had become one object; put them all into one examination of their own.");
        }
        List<LandedFile> news = files.stream()
                .filter(file -> file.state() != FileState.CONVERTED)
                .toList();
        DeviceRecord record = examination.conversion().orElseThrow().record();
        List<ImageInput> images = images(profile, examination, news);
        if (!profile.needsSidecar()) {
            requireAgreement(
                    examination,
                    Stream.concat(Stream.of(record.fields()), images.stream().map(ImageInput::captures)));
        }
        return new Readiness.Ready(profile, record, images, files.size() - news.size());
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
        return new Readiness.Ready(profile, record, images, 0);
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
        requireAgreement(examination, images.stream().map(ImageInput::captures));
        return images.stream().findFirst().map(image -> new DeviceRecord(image.captures()));
    }

    private static void requireAgreement(Examination examination, Stream<Map<String, String>> captures) {
        if (captures.map(Captures::ofExamination).distinct().count() > 1) {
            throw new UnreadableInputException("The names of the files of the examination " + examination.key()
                    + " do not agree on what they say of it; rename the files that are not its own and put them back.");
        }
    }

    /**
     * The images, each under its newest name that fits; where they become one object, under each of their names, since a
     * cine loop may show the same picture twice.
     */
    private List<ImageInput> images(SourceProfile profile, Examination examination, List<LandedFile> files) {
        long names = profile.object().multiFrame() ? Long.MAX_VALUE : 1;
        return files.stream()
                .flatMap(file -> file.names().stream()
                        .map(PlacedName::of)
                        .flatMap(name -> image(profile, examination, file, name).stream())
                        .limit(names))
                .toList();
    }

    private Optional<ImageInput> image(
            SourceProfile profile, Examination examination, LandedFile file, PlacedName name) {
        return name.folder().equals(examination.folder())
                        && profile.roleOf(name.file()) instanceof FileRole.Image image
                        && image.examinationKey().equals(examination.key())
                ? Optional.of(
                        new ImageInput(landing.resolve(file.sha256()), name.file(), file.sha256(), image.captures()))
                : Optional.empty();
    }
}
