package ua.vuzol.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import ua.vuzol.archive.Archive;
import ua.vuzol.archive.InstanceRef;
import ua.vuzol.archive.NewObject;
import ua.vuzol.intake.convert.Change;
import ua.vuzol.intake.convert.ConvertedExamination;
import ua.vuzol.intake.convert.ConvertedInstance;
import ua.vuzol.intake.convert.Converter;
import ua.vuzol.intake.convert.ExaminationInput;
import ua.vuzol.intake.convert.ImageInput;
import ua.vuzol.worklist.WorklistItem;

/**
 * Converts an examination and stores what comes of it. It runs in the caller's transaction, so that the catalogue, the
 * ledger and the timeline change together; what a crash leaves behind is made again, with the same UIDs and bytes.
 */
@Component
class Conversion {
    private final Converter converter;
    private final Archive archive;
    private final Ledger ledger;
    private final Examinations examinations;
    private final Completeness completeness;
    private final HeaderCompletion completion;
    private final History history;

    Conversion(
            Converter converter,
            Archive archive,
            Ledger ledger,
            Examinations examinations,
            Completeness completeness,
            HeaderCompletion completion,
            History history) {
        this.converter = converter;
        this.archive = archive;
        this.ledger = ledger;
        this.examinations = examinations;
        this.completeness = completeness;
        this.completion = completion;
        this.history = history;
    }

    void convert(Examination examination, Readiness.Ready ready) {
        withConverted(examination, ready, converted -> {
            finish(examination, converted, ready);
            completion.complete(examination, converted, ready.profile()).forEach(archive::store);
        });
    }

    /**
     * Makes the objects of an examination in the archive anew, by what is known of its order now; where one is another then, that
     * takes its place.
     *
     * @throws UnreadableInputException if other objects than those come of the pictures now
     */
    void remake(Examination examination) {
        Readiness.Ready whole = completeness.whole(examination);
        withConverted(examination, whole, converted -> {
            requireSameObjects(converted);
            List<NewObject> objects = completion.complete(examination, converted, whole.profile());
            archive.assign(objects.get(0).dataSet());
            objects.forEach(archive::replace);
        });
    }

    /** The steps that the study of an examination may be of. */
    List<WorklistItem> candidates(String studyUid) {
        return archive.instances(studyUid).stream()
                .findFirst()
                .map(first -> completion.candidates(first.file()))
                .orElse(List.of());
    }

    private void requireSameObjects(ConvertedExamination converted) {
        Set<String> archived = archive.instances(converted.studyInstanceUid()).stream()
                .map(InstanceRef::sopInstanceUid)
                .collect(Collectors.toSet());
        if (!converted.instances().stream()
                .map(ConvertedInstance::sopInstanceUid)
                .allMatch(archived::contains)) {
            throw new UnreadableInputException(
                    "Other objects come of its pictures now than the archive has, since its profile was changed.");
        }
    }

    private interface Use {
        void of(ConvertedExamination converted) throws IOException;
    }

    private void withConverted(Examination examination, Readiness.Ready ready, Use use) {
        Path work = archive.stagingDirectory().resolve(UUID.randomUUID().toString());
        try {
            requireRoom(ready.images());
            Files.createDirectory(work);
            use.of(converter.convert(input(examination, ready), ready.profile(), work));
        } catch (IOException e) {
            throw new UncheckedIOException("The staging directory cannot be used", e);
        } finally {
            remove(work);
        }
    }

    /** Twice the files' size, for decoded pixels and the object: the database needs the space that must stay free. */
    private void requireRoom(List<ImageInput> images) throws IOException {
        long size = 0;
        for (ImageInput image : images) {
            size += Files.size(image.file());
        }
        if (archive.room() < 2 * size) {
            throw new IntakeException("Conversion has to wait: the disk of the online tier is full.");
        }
    }

    private static ExaminationInput input(Examination examination, Readiness.Ready ready) {
        String place = examination.folder().isEmpty() ? "" : examination.folder() + "/";
        // the same number later is another examination, and what is generated for it differs
        String turn = examination.turn() == 1 ? "" : "#" + examination.turn();
        String key = place + examination.key() + turn;
        return new ExaminationInput(
                examination.source(), key, ready.record(), ready.images(), ready.before(), examination.receivedAt());
    }

    private void finish(Examination examination, ConvertedExamination converted, Readiness.Ready ready) {
        String study = converted.studyInstanceUid();
        List<LandedFile> files = ledger.imagesOf(examination.id());
        Set<String> digests = ready.images().stream().map(ImageInput::sha256).collect(Collectors.toSet());
        for (LandedFile file : files) {
            if (digests.contains(file.sha256())) {
                ledger.setState(file.id(), FileState.CONVERTED);
            } else if (file.state() != FileState.CONVERTED) {
                // its name fits this examination no longer: the profile was mended meanwhile
                ledger.landAgain(file.id());
            }
        }
        examinations.converted(examination.id(), study, ready.record());
        remarks(converted).forEach(remark -> history.corrected(examination.id(), remark));
        List<Long> parts = Stream.concat(
                        files.stream().map(LandedFile::id),
                        examinations.recordOf(examination).map(Examinations.FiledRecord::fileId).stream())
                .toList();
        history.converted(examination, parts, study, converted.instances().size());
    }

    private static List<String> remarks(ConvertedExamination converted) {
        return Stream.concat(
                        converted.corrections().stream().map(Conversion::sentence),
                        converted.instances().stream().flatMap(instance -> instance.remarks().stream()))
                .distinct()
                .toList();
    }

    private static String sentence(Change change) {
        return change.keyword()
                + switch (change.reason()) {
                    case CORRECT -> " corrected from ";
                    case COERCE -> " written in another form, from ";
                }
                + "\"" + change.before() + "\" to \"" + change.after() + "\".";
    }

    private static void remove(Path work) {
        try (Stream<Path> left = Files.exists(work) ? Files.list(work) : Stream.empty()) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
            Files.deleteIfExists(work);
        } catch (IOException e) {
            throw new UncheckedIOException("The staging directory cannot be cleared", e);
        }
    }
}
