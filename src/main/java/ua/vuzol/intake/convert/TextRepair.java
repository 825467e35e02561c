package ua.vuzol.intake.convert;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Dictionary;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.intake.profile.SourceProfile;
import ua.vuzol.text.Homoglyphs;
import ua.vuzol.text.Text;

/** Repairs what a device's code page or hands did to a text, and remembers every change for one data set. */
final class TextRepair {
    /** Keywords of values that identify something: a letter that is wrong there may be right. */
    private static final Pattern IDENTIFIER = Pattern.compile(".*(ID|IDs|UID|Number|Identifier|CodeValue)|Issuer.*");

    /** PS3.5 table 6.2-1; the Latin form is ASCII. */
    private static final int LONGEST_NAME_GROUP = 64;

    private final Text text;
    private final SourceProfile profile;
    private final Set<Change> changes = new LinkedHashSet<>();
    private final Set<String> doubts = new LinkedHashSet<>();

    TextRepair(Text text, SourceProfile profile) {
        this.text = text;
        this.profile = profile;
    }

    /** Folds homoglyphs in names and free text, if the profile wants it. */
    String fold(Dictionary.Entry attribute, String value) {
        boolean readByPeople = attribute.vrs().get(0).isCharsetAffected()
                && !IDENTIFIER.matcher(attribute.keyword()).matches();
        if (!profile.text().foldHomoglyphs() || !readByPeople) {
            return value;
        }
        Homoglyphs.Folded folded = text.fold(value);
        if (folded.doubtful()) {
            doubts.add(
                    attribute.keyword() + " mixes Latin and Cyrillic letters in a way that could be meant otherwise.");
        }
        return changed(attribute, value, folded.text(), Change.Reason.CORRECT);
    }

    /** One line without what separates values; only LT, ST and UT have lines (PS3.5 6.2). */
    String oneValue(Dictionary.Entry attribute, String value) {
        VR vr = attribute.vrs().get(0);
        if (!vr.isMultiValuedText()) {
            return value;
        }
        String line = value.replaceAll("\\p{Cntrl}+", " ").strip();
        return changed(attribute, line, line.replace('\\', '/'), Change.Reason.CORRECT);
    }

    /** U+2019 and its like are none of the characters PS3.5 6.2.1.2 allows in a name, and a search must meet one spelling. */
    String plainApostrophes(Dictionary.Entry attribute, String value) {
        return attribute.vrs().get(0) == VR.PN
                ? changed(attribute, value, text.withPlainApostrophes(value), Change.Reason.CORRECT)
                : value;
    }

    /** The Latin form of a name; empty when it is too long to be a PN, which is remarked on. */
    Optional<String> latin(Dictionary.Entry attribute, String name) {
        String latin = text.latin(name);
        boolean fits = Arrays.stream(latin.split("=")).allMatch(group -> group.length() <= LONGEST_NAME_GROUP);
        if (!fits) {
            doubts.add("The Latin form of " + attribute.keyword() + " is longer than " + LONGEST_NAME_GROUP
                    + " characters and was left out.");
        }
        return Optional.of(latin).filter(form -> fits);
    }

    /** Another form of a value stands in its place. */
    String coerce(Dictionary.Entry attribute, String before, String after) {
        return changed(attribute, before, after, Change.Reason.COERCE);
    }

    private String changed(Dictionary.Entry attribute, String before, String after, Change.Reason reason) {
        if (!before.equals(after)) {
            changes.add(new Change(attribute.keyword(), before, after, reason));
        }
        return after;
    }

    List<Change> changes() {
        return List.copyOf(changes);
    }

    /** What a person should look at, a sentence each. */
    List<String> doubts() {
        return List.copyOf(doubts);
    }

    /**
     * Original Attributes Sequence (PS3.3 C.12.1): one item for each reason, with the values as the device wrote them.
     *
     * @param moment of the modification, DT with offset
     */
    void recordIn(DataSet dataSet, String moment) {
        List<DataSet> items = new ArrayList<>();
        for (Change.Reason reason : Change.Reason.values()) {
            DataSet before = new DataSet();
            // Of two changes to one attribute the device wrote what the first one met.
            changes.stream().filter(change -> change.reason() == reason).forEach(change -> putBefore(before, change));
            if (!before.isEmpty()) {
                items.add(new DataSet()
                        .put(Tag.SourceOfPreviousValues, profile.source())
                        .put(Tag.AttributeModificationDateTime, moment)
                        .put(Tag.ModifyingSystem, Converter.SYSTEM)
                        .put(Tag.ReasonForTheAttributeModification, reason.name())
                        .putItems(Tag.ModifiedAttributesSequence, before));
            }
        }
        if (!items.isEmpty()) {
            dataSet.putItems(Tag.OriginalAttributesSequence, items.toArray(DataSet[]::new));
        }
    }

    private static void putBefore(DataSet before, Change change) {
        Dictionary.Entry attribute =
                Dictionary.standard().byKeyword(change.keyword()).orElseThrow();
        VR vr = attribute.vrs().get(0);
        if (!before.contains(attribute.tag())) {
            String[] values =
                    vr.isMultiValuedText() ? change.before().split("\\\\", -1) : new String[] {change.before()};
            before.put(attribute.tag(), vr, values);
        }
    }
}
