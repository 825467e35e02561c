package ua.vuzol.intake.normalise;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.registry.Patient;
import ua.vuzol.registry.PatientId;
import ua.vuzol.text.SearchForms;
import ua.vuzol.text.Text;
import ua.vuzol.worklist.WorklistItem;

/**
 * Makes an object say what its order says: whose it is by the registry, and the numbers of the order. What was there goes into
 * Original Attributes Sequence: as COERCE where the hub matched the object to the order, as CORRECT where a person did (PS3.3
 * C.12.1.1.9). A name in other letters is no other name.
 */
final class OrderFill {
    private final SearchForms forms;

    OrderFill(Text text) {
        this.forms = new SearchForms(text);
    }

    /**
     * Changes the object in place.
     *
     * @param withText whether text beyond ASCII can be put into the object
     * @return a sentence for each change, without values and without the full stop
     */
    List<String> fill(DataSet dataSet, OrderedStudy order, Originals originals, boolean withText) {
        Originals.Reason reason = order.byPerson() ? Originals.Reason.CORRECT : Originals.Reason.COERCE;
        Edit edit = new Edit(dataSet, originals, reason, withText, new ArrayList<>());
        Patient patient = order.patient();
        if (!isNumberOf(dataSet, patient)) {
            edit.put(Tag.PatientID, patient.pid().value());
            edit.put(Tag.IssuerOfPatientID, patient.pid().issuer());
        }
        if (!patient.name().isEmpty() && !isNameOf(dataSet, patient)) {
            edit.putName(patient.name());
        }
        patient.birthDate()
                .map(DateTimeFormatter.BASIC_ISO_DATE::format)
                .ifPresent(date -> edit.put(Tag.PatientBirthDate, date));
        patient.sex().ifPresent(sex -> edit.put(Tag.PatientSex, sex));
        numbers(edit, order.item());
        return edit.changes();
    }

    private static void numbers(Edit edit, WorklistItem item) {
        if (!item.accession().isEmpty()) {
            edit.put(Tag.AccessionNumber, item.accession());
        }
        item.referringPhysician()
                .filter(name ->
                        edit.dataSet().string(Tag.ReferringPhysicianName).isEmpty())
                .ifPresent(name -> edit.putText(Tag.ReferringPhysicianName, name));
        if (edit.dataSet().items(Tag.RequestAttributesSequence).isEmpty()) {
            edit.originals().remember(Tag.RequestAttributesSequence, edit.reason());
            edit.dataSet()
                    .putItems(
                            Tag.RequestAttributesSequence,
                            new DataSet()
                                    .put(Tag.RequestedProcedureID, item.requestedProcedureId())
                                    .put(Tag.ScheduledProcedureStepID, item.stepId()));
            edit.changes().add("Request Attributes Sequence was empty and names the order now");
        }
    }

    private static boolean isNumberOf(DataSet dataSet, Patient patient) {
        String value = dataSet.string(Tag.PatientID).orElse("");
        String issuer = dataSet.string(Tag.IssuerOfPatientID).orElse("");
        return patient.pid().equals(new PatientId(value, issuer));
    }

    private boolean isNameOf(DataSet dataSet, Patient patient) {
        Set<String> known = new HashSet<>(forms.ofName(patient.name()));
        patient.latinName().ifPresent(name -> known.addAll(forms.ofName(name)));
        Optional<String> said = dataSet.string(Tag.PatientName);
        return said.isPresent() && forms.ofName(said.get()).stream().anyMatch(known::contains);
    }

    /** Changes of one object. */
    private record Edit(
            DataSet dataSet, Originals originals, Originals.Reason reason, boolean withText, List<String> changes) {

        void put(int tag, String value) {
            String before = dataSet.string(tag).orElse("");
            if (before.equals(value)) {
                return;
            }
            originals.remember(tag, reason);
            if (value.isEmpty()) {
                dataSet.putEmpty(tag);
            } else {
                dataSet.put(tag, value);
            }
            changes.add(Tag.describe(tag) + (before.isEmpty() ? " was empty" : " was other")
                    + " and is the ordered one now");
        }

        /** What else the object calls somebody by another name is not this patient's. */
        void putName(String value) {
            putText(Tag.PatientName, value);
            if (dataSet.string(Tag.PatientName).equals(Optional.of(value))) {
                takeAway(Tag.OtherPatientNames);
                takeAway(Tag.OtherPatientIDsSequence);
            }
        }

        private void takeAway(int tag) {
            if (dataSet.contains(tag)) {
                originals.remember(tag, reason);
                dataSet.remove(tag);
                changes.add(Tag.describe(tag) + " was of another name and is left out");
            }
        }

        void putText(int tag, String value) {
            boolean ascii = value.chars().allMatch(c -> c < 0x80);
            if (!ascii && !withText) {
                return;
            }
            if (!ascii) {
                EncodingRepair.widen(dataSet, originals);
            }
            put(tag, value);
        }
    }
}
