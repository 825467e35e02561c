package ua.vuzol.intake.normalise;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.registry.Patient;
import ua.vuzol.registry.PatientId;
import ua.vuzol.text.Text;

/**
 * Fills empty attributes of the patient (type 2, PS3.3 C.7.1.1) from the registry. Nothing is overwritten, and nothing is
 * filled where what the object does say of the patient is not what the registry knows.
 */
final class PatientFill {
    private static final int[] FILLED = {Tag.PatientName, Tag.PatientBirthDate, Tag.PatientSex};

    private final Text text;

    PatientFill(Text text) {
        this.text = text;
    }

    /** The number by which the registry may know what the object does not say; empty if it says all. */
    static Optional<PatientId> wanted(DataSet dataSet) {
        boolean complete = true;
        for (int tag : FILLED) {
            complete &= dataSet.string(tag).isPresent();
        }
        return complete
                ? Optional.empty()
                : dataSet.string(Tag.PatientID)
                        .map(value -> new PatientId(
                                value, dataSet.string(Tag.IssuerOfPatientID).orElse("")));
    }

    /**
     * Fills what is empty.
     *
     * @param withText whether text beyond ASCII can be put into the object
     * @return a sentence for each change
     */
    List<String> fill(DataSet dataSet, Patient patient, Originals originals, boolean withText) {
        if (!isSamePerson(dataSet, patient)) {
            return List.of();
        }
        List<String> changes = new ArrayList<>();
        patient.birthDate()
                .map(DateTimeFormatter.BASIC_ISO_DATE::format)
                .ifPresent(date -> put(dataSet, Tag.PatientBirthDate, date, originals, changes));
        patient.sex().ifPresent(sex -> put(dataSet, Tag.PatientSex, sex, originals, changes));
        boolean ascii = patient.name().chars().allMatch(c -> c < 0x80);
        if (!patient.name().isEmpty() && (ascii || withText)) {
            if (!ascii && dataSet.string(Tag.PatientName).isEmpty()) {
                EncodingRepair.widen(dataSet, originals);
            }
            put(dataSet, Tag.PatientName, patient.name(), originals, changes);
        }
        return changes;
    }

    private static void put(DataSet dataSet, int tag, String value, Originals originals, List<String> changes) {
        if (dataSet.string(tag).isEmpty()) {
            originals.remember(tag, Originals.Reason.CORRECT);
            dataSet.put(tag, value);
            changes.add(Tag.describe(tag) + " was empty and is filled from the registry");
        }
    }

    private boolean isSamePerson(DataSet dataSet, Patient patient) {
        return agrees(dataSet, Tag.PatientBirthDate, said -> patient.birthDate().stream()
                        .map(LocalDate::toString)
                        .anyMatch(known -> known.replace("-", "").equals(said)))
                && agrees(dataSet, Tag.PatientSex, said -> patient.sex().equals(Optional.of(said)))
                && agrees(dataSet, Tag.PatientName, said -> isSameName(said, patient));
    }

    private static boolean agrees(DataSet dataSet, int tag, Predicate<String> known) {
        return dataSet.string(tag).filter(known.negate()).isEmpty();
    }

    private boolean isSameName(String said, Patient patient) {
        String family = family(said);
        return family.equals(family(patient.name()))
                || patient.latinName().map(this::family).equals(Optional.of(family));
    }

    private String family(String name) {
        return text.latin(name.split("[\\^= ]", 2)[0]).toUpperCase(Locale.ROOT);
    }
}
