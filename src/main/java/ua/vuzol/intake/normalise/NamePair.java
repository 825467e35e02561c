package ua.vuzol.intake.normalise;

import java.util.List;
import java.util.Optional;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.intake.profile.DicomSourceProfile.PatientName;
import ua.vuzol.text.Text;

/** Puts the Latin form of a Cyrillic name beside it, in the order that the profile wants. */
final class NamePair {
    /** PS3.5 table 6.2-1. */
    private static final int LONGEST_NAME_GROUP = 64;

    private NamePair() {}

    /** @return a sentence for the change, if there is one */
    static List<String> pair(DataSet dataSet, PatientName wanted, Text text, Originals originals) {
        Optional<String> cyrillic = dataSet.string(Tag.PatientName)
                .filter(name -> !name.contains("=") && name.codePoints().anyMatch(NamePair::isCyrillic));
        if (wanted == PatientName.AS_IT_CAME
                || cyrillic.isEmpty()
                || dataSet.string(Tag.OtherPatientNames).isPresent()) {
            return List.of();
        }
        String latin = text.latin(cyrillic.get());
        if (latin.length() > LONGEST_NAME_GROUP) {
            return List.of();
        }
        EncodingRepair.widen(dataSet, originals);
        originals.remember(Tag.OtherPatientNames, Originals.Reason.COERCE);
        if (wanted == PatientName.CYRILLIC) {
            dataSet.put(Tag.OtherPatientNames, latin);
            return List.of("the Latin form of the patient's name was added");
        }
        originals.remember(Tag.PatientName, Originals.Reason.COERCE);
        dataSet.put(Tag.PatientName, latin);
        dataSet.put(Tag.OtherPatientNames, cyrillic.get());
        return List.of("the patient's name is in Latin letters, its Cyrillic form in Other Patient Names");
    }

    private static boolean isCyrillic(int codePoint) {
        return Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.CYRILLIC;
    }
}
