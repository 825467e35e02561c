package ua.vuzol.intake.normalise;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.NestedDataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.Value;
import ua.vuzol.dicom.io.DicomObject;
import ua.vuzol.intake.UnreadableInputException;
import ua.vuzol.intake.profile.DicomSourceProfile;
import ua.vuzol.intake.profile.DicomSourceProfile.PatientName;
import ua.vuzol.intake.profile.SourceProfile;
import ua.vuzol.registry.Patient;
import ua.vuzol.registry.PatientId;
import ua.vuzol.text.Language;
import ua.vuzol.text.Text;

/** Makes an object what the archive can keep, changing only what must be. Safe for use by several threads. */
public final class Normaliser {
    private static final int PREFIX_END = 132;

    private final Text text;

    public Normaliser(Text text) {
        this.text = text;
    }

    /**
     * An object as it came.
     *
     * @param source whose it is, as the ledger says
     * @param sopClass UID as the sender said it outside the data set; empty or no UID if it did not
     * @param sopInstance likewise
     * @param encoding what its text is in
     * @param patient whom the registry knows by what {@link #wanted} gave
     * @param order what was ordered of its study, where that is known
     */
    public record Incoming(
            Path file,
            DicomObject object,
            String source,
            String sopClass,
            String sopInstance,
            Instant receivedAt,
            DicomSourceProfile profile,
            EncodingVerdict encoding,
            Optional<Patient> patient,
            Optional<OrderedStudy> order) {}

    /**
     * An object as it can be stored.
     *
     * @param changed whether it has to be written anew; otherwise the file that came is the one
     * @param changes a sentence each, without values and without the full stop
     */
    public record Outgoing(DicomObject object, boolean changed, List<String> changes) {}

    /**
     * What the hub knows of an object beside what it says.
     *
     * @param order what was ordered of its study
     * @param patient whom the registry knows by what {@link #wanted} gave
     * @param language of names that do not tell theirs
     * @param clear whether it is known what the object's text is in
     */
    private record Known(
            Optional<OrderedStudy> order,
            Optional<Patient> patient,
            Language language,
            PatientName patientName,
            boolean clear) {}

    /** The number of a patient of whom the object lacks something that the registry may know. */
    public static Optional<PatientId> wanted(DataSet dataSet, DicomSourceProfile profile) {
        return profile.fillFromRegistry() ? PatientFill.wanted(dataSet) : Optional.empty();
    }

    /**
     * Normalises an object; its data set is changed in place.
     *
     * @throws UnreadableInputException if it lacks what cannot be mended
     */
    public Outgoing normalise(Incoming incoming) throws IOException {
        DataSet dataSet = incoming.object().dataSet();
        DicomSourceProfile profile = incoming.profile();
        Originals originals = new Originals(dataSet);
        List<String> changes = new ArrayList<>(new UidRepair(incoming.object(), incoming.source(), originals)
                .repair(incoming.sopClass(), incoming.sopInstance()));
        if (incoming.encoding() instanceof EncodingVerdict.Wrong wrong) {
            changes.add("text declared as " + declared(dataSet) + " was in "
                    + wrong.charset().name() + " and is ISO_IR 192 now");
            EncodingRepair.repair(dataSet, wrong.charset(), originals);
        }
        boolean clear = !(incoming.encoding() instanceof EncodingVerdict.Unclear);
        changes.addAll(complete(
                dataSet,
                new Known(incoming.order(), incoming.patient(), profile.language(), profile.patientName(), clear),
                originals));
        if (!originals.isEmpty()) {
            originals.recordIn(dataSet, incoming.source(), incoming.receivedAt().atZone(profile.zone()));
        }
        changes.addAll(form(incoming));
        TransferSyntax syntax =
                TransferSyntax.of(incoming.object().transferSyntax().uid());
        return new Outgoing(
                new DicomObject(incoming.object().fileMeta(), dataSet, syntax), !changes.isEmpty(), changes);
    }

    private List<String> complete(DataSet dataSet, Known known, Originals originals) {
        List<String> changes = new ArrayList<>();
        Text names = text.preferring(known.language());
        known.order()
                .ifPresent(
                        order -> changes.addAll(new OrderFill(names).fill(dataSet, order, originals, known.clear())));
        known.patient()
                .ifPresent(patient ->
                        changes.addAll(new PatientFill(names).fill(dataSet, patient, originals, known.clear())));
        if (known.clear()) {
            changes.addAll(NamePair.pair(dataSet, known.patientName(), names, originals));
        }
        return changes;
    }

    /** Whether an object lacks something of its patient that the registry may know: by which number. */
    public static Optional<PatientId> wanted(DataSet dataSet) {
        return PatientFill.wanted(dataSet);
    }

    /**
     * Has an object that the hub made of pictures say what its order and the registry say; it is changed in place.
     *
     * @param source whose pictures they were
     * @param moment of the change; for one object always the same
     * @return a sentence for each change, without values and without the full stop
     */
    public List<String> complete(
            DataSet dataSet,
            Optional<OrderedStudy> order,
            Optional<Patient> patient,
            String source,
            ZonedDateTime moment,
            SourceProfile.TextRules names) {
        Originals originals = new Originals(dataSet);
        PatientName form = names.latinInPatientName() ? PatientName.LATIN : PatientName.CYRILLIC;
        List<String> changes = complete(dataSet, new Known(order, patient, names.language(), form, true), originals);
        if (!originals.isEmpty()) {
            originals.recordIn(dataSet, source, moment);
        }
        return changes;
    }

    private static String declared(DataSet dataSet) {
        String terms = String.join("\\", dataSet.strings(Tag.SpecificCharacterSet));
        return terms.isEmpty() ? "ASCII" : terms;
    }

    /** Mends the encoding of the object, which changes no value. */
    private static List<String> form(Incoming incoming) throws IOException {
        List<String> changes = new ArrayList<>();
        DataSet dataSet = incoming.object().dataSet();
        Optional<String> declared = incoming.object().fileMeta().string(Tag.TransferSyntaxUID);
        if (declared.isEmpty() || !hasPreamble(incoming.file())) {
            changes.add("it came without preamble or File Meta Information");
        } else if (!declared.get().equals(incoming.object().transferSyntax().uid())
                || !incoming.object().transferSyntax().equals(TransferSyntax.of(declared.get()))) {
            changes.add("it was not in the transfer syntax that it declared");
        }
        boolean outOfOrder = false;
        boolean odd = false;
        for (NestedDataSet nested : NestedDataSet.all(dataSet)) {
            outOfOrder |= nested.dataSet().isOutOfOrder();
            odd |= pad(nested.dataSet());
        }
        if (outOfOrder) {
            changes.add("its elements were out of order");
        }
        if (odd) {
            changes.add("it had values of odd length");
        }
        return changes;
    }

    private static boolean pad(DataSet dataSet) {
        List<Element> odd = dataSet.stream().filter(Normaliser::isOdd).toList();
        odd.forEach(element -> dataSet.put(element.padded()));
        return !odd.isEmpty();
    }

    private static boolean isOdd(Element element) {
        return element.value() instanceof Value.Fragments fragments
                ? fragments.fragments().stream().anyMatch(fragment -> fragment.length() % 2 != 0)
                : element.value().length() > 0 && element.value().length() % 2 != 0;
    }

    private static boolean hasPreamble(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(PREFIX_END);
            return start.length == PREFIX_END
                    && new String(start, PREFIX_END - 4, 4, StandardCharsets.ISO_8859_1).equals("DICM");
        }
    }
}
