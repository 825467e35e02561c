package ua.vuzol.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import ua.vuzol.archive.NewObject;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.io.DicomObject;
import ua.vuzol.dicom.io.DicomReader;
import ua.vuzol.dicom.io.DicomWriter;
import ua.vuzol.intake.convert.ConvertedExamination;
import ua.vuzol.intake.convert.ConvertedInstance;
import ua.vuzol.intake.normalise.Normaliser;
import ua.vuzol.intake.normalise.OrderedStudy;
import ua.vuzol.intake.profile.SourceProfile;
import ua.vuzol.registry.Patient;
import ua.vuzol.worklist.WorklistItem;

/** Has what was made of pictures say what its order and the registry say, as far as the device did not know. */
@Component
class HeaderCompletion {
    private final Matching matching;
    private final Normaliser normaliser;
    private final History history;

    HeaderCompletion(Matching matching, Normaliser normaliser, History history) {
        this.matching = matching;
        this.normaliser = normaliser;
        this.history = history;
    }

    /**
     * The objects as they are to be stored, in the caller's transaction.
     *
     * @param converted with files in a folder where others may be written beside them
     */
    List<NewObject> complete(Examination examination, ConvertedExamination converted, SourceProfile profile)
            throws IOException {
        String study = converted.studyInstanceUid();
        Optional<OrderedStudy> order = Optional.ofNullable(
                matching.match(List.of(facts(examination, converted.instances().get(0))))
                        .get(study));
        List<NewObject> objects = new ArrayList<>();
        Set<String> changes = new LinkedHashSet<>();
        for (ConvertedInstance instance : converted.instances()) {
            Optional<Patient> patient = Normaliser.wanted(instance.dataSet()).flatMap(matching::person);
            objects.add(
                    order.isPresent() || patient.isPresent()
                            ? completed(instance, order, patient, examination, profile, changes)
                            : object(instance));
        }
        changes.forEach(change -> history.corrected(examination.id(), change + "."));
        return objects;
    }

    /** The steps that a stored object of an examination may be of. */
    List<WorklistItem> candidates(Path file) {
        try {
            DataSet dataSet = DicomReader.read(file, ReadObject.LIGHT).dataSet();
            return matching.possible(ImageFacts.ofFile(dataSet, Instant.now()));
        } catch (IOException e) {
            throw new UncheckedIOException("An object of the archive cannot be read", e);
        }
    }

    private static ImageFacts facts(Examination examination, ConvertedInstance first) {
        return ImageFacts.ofFile(first.dataSet(), examination.receivedAt());
    }

    private static NewObject object(ConvertedInstance instance) {
        return new NewObject(instance.file(), instance.transferSyntaxUid(), instance.dataSet());
    }

    private NewObject completed(
            ConvertedInstance instance,
            Optional<OrderedStudy> order,
            Optional<Patient> patient,
            Examination examination,
            SourceProfile profile,
            Set<String> changes)
            throws IOException {
        DicomObject object = DicomReader.read(instance.file(), ReadObject.LIGHT);
        List<String> ofThis = normaliser.complete(
                object.dataSet(),
                order,
                patient,
                examination.source(),
                examination.receivedAt().atZone(profile.zone()),
                profile.text());
        if (ofThis.isEmpty()) {
            return object(instance);
        }
        changes.addAll(ofThis);
        Path file = instance.file().resolveSibling(instance.sopInstanceUid() + ".completed.dcm");
        DicomWriter.write(object, file);
        Files.delete(instance.file());
        return new NewObject(file, instance.transferSyntaxUid(), object.dataSet());
    }
}
