package ua.vuzol.hub.cli.dicom;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomValueException;
import ua.vuzol.dicom.data.Dictionary;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;

/**
 * An element as a person names it: {@code PatientName}, {@code 0010,0010}, {@code ScheduledProcedureStepSequence[0].Modality}
 * as DCMTK counts, or {@code ScheduledProcedureStepSequence[1]/Modality} as {@link ua.vuzol.dicom.data.TagPath} does. Without a
 * number the first item is meant.
 */
final class ElementPath {
    private static final Pattern STEP = Pattern.compile("([^\\[\\]:]+)(?:\\[(\\d{1,6})])?(?::([A-Z]{2}))?");

    private static final String NO_PATH = "it is no keyword, tag or path of such";

    /** @param item from 0, without meaning in the last step */
    private record Step(int tag, int item) {}

    private final String text;
    private final List<Step> sequences = new ArrayList<>();
    private final int tag;
    private final Optional<VR> vr;

    private ElementPath(String text) {
        this.text = text;
        int firstItem = text.indexOf('/') < 0 ? 0 : 1;
        String[] parts = text.split("[./]", -1);
        for (int i = 0; i < parts.length - 1; i++) {
            Matcher step = matched(parts[i]);
            int item = step.group(2) == null ? 0 : Integer.parseInt(step.group(2)) - firstItem;
            if (item < 0 || step.group(3) != null) {
                throw new IllegalArgumentException(item < 0 ? "items count from 1 where a slash follows" : NO_PATH);
            }
            sequences.add(new Step(Tag.parse(step.group(1)), item));
        }
        Matcher last = matched(parts[parts.length - 1]);
        if (last.group(2) != null) {
            throw new IllegalArgumentException("an item is no element; name one inside it");
        }
        tag = Tag.parse(last.group(1));
        vr = Optional.ofNullable(last.group(3)).map(ElementPath::vr);
    }

    /** @throws IllegalArgumentException saying what is wrong */
    static ElementPath parse(String text) {
        return new ElementPath(text.strip());
    }

    private static Matcher matched(String part) {
        Matcher step = STEP.matcher(part);
        if (!step.matches()) {
            throw new IllegalArgumentException(NO_PATH);
        }
        return step;
    }

    private static VR vr(String code) {
        return VR.of(code.charAt(0), code.charAt(1))
                .orElseThrow(() -> new IllegalArgumentException("there is no VR " + code));
    }

    /** The keyword of the element, or its tag where it has none. */
    String label() {
        return Dictionary.standard().lookup(tag).map(Dictionary.Entry::keyword).orElseGet(() -> Tag.format(tag));
    }

    /** The element, if it is there. */
    Optional<Element> in(DataSet dataSet) {
        return holder(dataSet).flatMap(holder -> holder.get(tag));
    }

    /** Removes the element, and tells whether it was there. */
    boolean removeFrom(DataSet dataSet) {
        Optional<DataSet> holder = holder(dataSet).filter(found -> found.contains(tag));
        holder.ifPresent(found -> found.remove(tag));
        return holder.isPresent();
    }

    private Optional<DataSet> holder(DataSet dataSet) {
        DataSet at = dataSet;
        for (Step step : sequences) {
            List<DataSet> items = at.items(step.tag());
            if (step.item() >= items.size()) {
                return Optional.empty();
            }
            at = items.get(step.item());
        }
        return Optional.of(at);
    }

    /**
     * Puts a value, with the sequences and items on the way to it that are not there yet.
     *
     * @param value several are separated by backslashes; empty for an element without value
     * @throws DicomValueException if the value does not fit the element, or an item before it is missing
     */
    void putInto(DataSet dataSet, String value) {
        DataSet at = dataSet;
        for (Step step : sequences) {
            int size = at.items(step.tag()).size();
            if (step.item() > size) {
                throw new DicomValueException(
                        step.tag(), "it has " + size + " items; a new one comes right behind them");
            }
            if (step.item() == size) {
                at.addItem(step.tag(), new DataSet());
            }
            at = at.items(step.tag()).get(step.item());
        }
        put(at, value);
    }

    private void put(DataSet holder, String value) {
        VR meant = vr.or(() -> holder.get(tag).map(Element::vr).filter(there -> there != VR.UN))
                .or(this::vrOfDictionary)
                .orElseThrow(() -> new DicomValueException(
                        tag, "the dictionary has no VR for it; give one, as in " + text + ":LO=VALUE"));
        if (value.isEmpty()) {
            Value nothing = meant == VR.SQ ? new Value.Items(List.of(), false) : new Value.Bytes(new byte[0]);
            holder.put(Element.of(tag, meant, nothing));
        } else {
            boolean several = meant.isNumeric() || meant.isMultiValuedText();
            holder.put(tag, meant, several ? value.split("\\\\", -1) : new String[] {value});
        }
    }

    private Optional<VR> vrOfDictionary() {
        return Dictionary.standard().lookup(tag).stream()
                .flatMap(entry -> entry.vrs().stream())
                .findFirst();
    }

    /** As it was given. */
    @Override
    public String toString() {
        return text;
    }
}
