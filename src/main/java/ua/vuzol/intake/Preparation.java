package ua.vuzol.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.springframework.stereotype.Component;
import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.io.DicomObject;
import ua.vuzol.dicom.io.DicomReader;
import ua.vuzol.intake.ReadObject.Normal;
import ua.vuzol.intake.normalise.DeclaredText;
import ua.vuzol.intake.normalise.EncodingJudge;
import ua.vuzol.intake.normalise.EncodingVerdict;
import ua.vuzol.intake.normalise.Normaliser;
import ua.vuzol.intake.normalise.OrderedStudy;
import ua.vuzol.intake.normalise.SourceText;
import ua.vuzol.registry.Patient;
import ua.vuzol.registry.PatientId;
import ua.vuzol.worklist.WorklistItem;

/** Reads received objects and normalises them, with what the hub knows of their sources and patients. */
@Component
class Preparation {
    private final LandingStore landing;
    private final Profiles profiles;
    private final SourceTexts texts;
    private final Matching matching;
    private final EncodingJudge judge;
    private final Normaliser normaliser;

    Preparation(
            LandingStore landing,
            Profiles profiles,
            SourceTexts texts,
            Matching matching,
            EncodingJudge judge,
            Normaliser normaliser) {
        this.landing = landing;
        this.profiles = profiles;
        this.texts = texts;
        this.matching = matching;
        this.judge = judge;
        this.normaliser = normaliser;
    }

    private record TextOfSource(String source, String declared) {}

    /**
     * Prepares objects for the archive, in the caller's transaction.
     *
     * @param unreadable told of each that cannot be understood and why
     * @return the others, in their order
     */
    List<Normal> prepare(List<ReceivedObject> rows, BiConsumer<ReceivedObject, String> unreadable) {
        List<ReadObject> read = new ArrayList<>();
        for (ReceivedObject row : rows) {
            orElse(unreadable, row, () -> read.add(read(row)));
        }
        Map<TextOfSource, SourceText> known = learn(read);
        Map<String, OrderedStudy> ordered =
                matching.match(read.stream().map(ImageFacts::of).toList());
        Map<PatientId, Optional<Patient>> patients = new HashMap<>();
        List<Normal> normal = new ArrayList<>();
        for (ReadObject object : read) {
            SourceText ofSource = known.getOrDefault(textOfSource(object), SourceText.NOTHING);
            EncodingVerdict verdict =
                    judge.judge(object.text(), object.profile().encoding(), ofSource);
            orElse(unreadable, object.row(), () -> normal.add(normal(object, verdict, patients, ordered)));
        }
        return normal;
    }

    /** A step with one object. */
    private interface Step {
        void run() throws IOException;
    }

    private static void orElse(BiConsumer<ReceivedObject, String> unreadable, ReceivedObject row, Step step) {
        try {
            step.run();
        } catch (DicomException e) {
            unreadable.accept(row, "The object cannot be read as DICOM: " + e.getMessage() + ".");
        } catch (UnreadableInputException e) {
            unreadable.accept(row, e.getMessage());
        } catch (NoSuchFileException e) {
            // not the path, which the message has
            throw new UncheckedIOException(new NoSuchFileException("received object " + row.id()));
        } catch (IOException e) {
            throw new UncheckedIOException("Received object " + row.id() + " cannot be read", e);
        }
    }

    private ReadObject read(ReceivedObject row) throws IOException {
        landing.syncIfNeeded(row.sha256());
        Path file = landing.resolve(row.sha256());
        DicomObject object = DicomReader.read(file, ReadObject.LIGHT);
        return new ReadObject(row, file, object, profiles.dicom(row.source()), DeclaredText.of(object.dataSet()));
    }

    /** What is known of the text of these sources when these objects have come too. */
    private Map<TextOfSource, SourceText> learn(List<ReadObject> objects) {
        // sorted: two transactions that lock the same rows must lock them in one order
        Map<String, List<ReadObject>> asking = new TreeMap<>();
        objects.stream()
                .filter(object ->
                        judge.needsSource(object.text(), object.profile().encoding()))
                .forEach(object -> asking.computeIfAbsent(textOfSource(object).toString(), any -> new ArrayList<>())
                        .add(object));
        Map<TextOfSource, SourceText> known = new HashMap<>();
        asking.values().forEach(ofOne -> {
            TextOfSource key = textOfSource(ofOne.get(0));
            SourceText before = texts.find(key.source(), key.declared());
            SourceText after =
                    judge.learn(before, ofOne.stream().map(ReadObject::text).toList());
            if (after != before) {
                texts.put(key.source(), key.declared(), after);
            }
            known.put(key, after);
        });
        return known;
    }

    private static TextOfSource textOfSource(ReadObject object) {
        return new TextOfSource(object.row().source(), object.text().terms());
    }

    /** The steps that the study of an object may be of. */
    List<WorklistItem> candidates(ReceivedObject row) {
        try {
            return matching.possible(ImageFacts.of(read(row)));
        } catch (IOException e) {
            throw new UncheckedIOException("Received object " + row.id() + " cannot be read", e);
        }
    }

    private Normal normal(
            ReadObject read,
            EncodingVerdict verdict,
            Map<PatientId, Optional<Patient>> patients,
            Map<String, OrderedStudy> ordered)
            throws IOException {
        Optional<Patient> patient = Normaliser.wanted(read.object().dataSet(), read.profile())
                .flatMap(number -> patients.computeIfAbsent(number, matching::person));
        Arrival arrival = read.row().arrival();
        Normaliser.Incoming incoming = new Normaliser.Incoming(
                read.file(),
                read.object(),
                arrival.source(),
                arrival.sopClass(),
                arrival.sopInstance(),
                read.row().landedAt(),
                read.profile(),
                verdict,
                patient,
                read.object().dataSet().string(Tag.StudyInstanceUID).map(ordered::get));
        return new Normal(read, normaliser.normalise(incoming), verdict instanceof EncodingVerdict.Unclear);
    }
}
