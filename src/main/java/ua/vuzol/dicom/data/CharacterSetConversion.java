package ua.vuzol.dicom.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Writes the text of a whole data set, items included, in another character set. ASCII text, and everything that (0008,0005)
 * does not govern, keeps its bytes.
 */
public final class CharacterSetConversion {

    private static final String LOST = "?";

    /** What to write for a character that the target has no code for; empty if nothing can stand for it. */
    @FunctionalInterface
    public interface Replacement {
        Optional<String> of(int codePoint);
    }

    /** What happened to a text that could not simply be written in the target. */
    public enum Outcome {
        /** A character became what the replacement gives for it. */
        REPLACED,
        /** A character became a question mark. */
        LOST,
        /** The bytes mean nothing in the set they are declared to be in: they stay as they are. */
        KEPT
    }

    /**
     * One thing that a conversion could not keep; it tells no value.
     *
     * @param path of the element
     * @param codePoint the Unicode code point concerned, once for each element; empty if bytes were kept
     */
    public record Remark(TagPath path, Outcome outcome, OptionalInt codePoint) {}

    /** What stands in the target for a character, and how that came to be if it is another. */
    private record Written(String text, Optional<Outcome> outcome) {}

    private record Change(DataSet dataSet, Element element) {}

    private final SpecificCharacterSet target;
    private final Replacement replacement;
    private final List<Remark> remarks = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final Map<Integer, Written> characters = new HashMap<>();

    private CharacterSetConversion(SpecificCharacterSet target, Replacement replacement) {
        this.target = target;
        this.replacement = replacement;
    }

    /** As {@link #convert(DataSet, SpecificCharacterSet, Replacement)} to ISO_IR 192, which has every character. */
    public static List<Remark> toUtf8(DataSet dataSet) {
        return convert(dataSet, SpecificCharacterSet.ISO_IR_192, codePoint -> Optional.empty());
    }

    /**
     * Changes the data set and its items in place, (0008,0005) included: in the data set itself and wherever an item has its
     * own. It is changed either as a whole or, where this throws, not at all.
     *
     * <p>Text under VR UN is converted where the dictionary knows the element to be text; other UN is bytes and stays. A Private
     * Creator stays as it is too, since it is matched by its bytes.
     *
     * @return what could not be kept, in the order of the data set; empty if no character changed
     * @throws DicomValueException if a text is longer than 16 MiB
     * @throws IllegalArgumentException if the target has a term that the standard does not define
     */
    public static List<Remark> convert(DataSet dataSet, SpecificCharacterSet target, Replacement replacement) {
        if (!target.isKnown()) {
            throw new IllegalArgumentException(target + " is no defined term of Specific Character Set");
        }
        CharacterSetConversion conversion = new CharacterSetConversion(target, replacement);
        List<DataSet> declaring = new ArrayList<>(List.of(dataSet));
        for (NestedDataSet nested : NestedDataSet.all(dataSet)) {
            nested.dataSet().forEach(element -> conversion.convert(nested, element));
            if (nested.path().isPresent() && nested.dataSet().contains(Tag.SpecificCharacterSet)) {
                declaring.add(nested.dataSet());
            }
        }
        conversion.changes.forEach(change -> change.dataSet().put(change.element()));
        declaring.forEach(conversion::declare);
        return List.copyOf(conversion.remarks);
    }

    private void declare(DataSet dataSet) {
        if (dataSet.contains(Tag.SpecificCharacterSet)
                ? dataSet.characterSet().equals(target)
                : target.equals(SpecificCharacterSet.ISO_IR_6)) {
            return;
        }
        if (target.equals(SpecificCharacterSet.ISO_IR_6)) {
            dataSet.remove(Tag.SpecificCharacterSet);
        } else {
            dataSet.put(Tag.SpecificCharacterSet, target.terms().toArray(String[]::new));
        }
    }

    private void convert(NestedDataSet in, Element element) {
        if (!element.isCharsetAffected()
                || element.characterSet().equals(target)
                || SpecificCharacterSet.isPlainAscii(element.bytes())) {
            return;
        }
        TagPath path = in.path(element.tag());
        if (Tag.isPrivateCreator(element.tag()) || element.text().indexOf(SpecificCharacterSet.REPLACEMENT) >= 0) {
            remarks.add(new Remark(path, Outcome.KEPT, OptionalInt.empty()));
            // declared as in the target, so that it is written as it is
            changes.add(new Change(in.dataSet(), element.declaredIn(target)));
            return;
        }
        Optional<byte[]> whole = encoded(element, element.text());
        byte[] bytes = whole.isPresent() ? whole.get() : replaced(element, path);
        changes.add(new Change(in.dataSet(), element.withBytes(bytes, target)));
    }

    private byte[] replaced(Element element, TagPath path) {
        Set<Remark> found = new LinkedHashSet<>();
        StringBuilder text = new StringBuilder();
        element.text().codePoints().forEach(codePoint -> {
            Written written = characters.computeIfAbsent(codePoint, any -> written(element, codePoint));
            text.append(written.text());
            written.outcome().ifPresent(outcome -> found.add(new Remark(path, outcome, OptionalInt.of(codePoint))));
        });
        remarks.addAll(found);
        return encoded(element, text.toString())
                .orElseThrow(() -> new IllegalStateException("Each character has a code but not all together"));
    }

    private Written written(Element element, int codePoint) {
        String character = Character.toString(codePoint);
        if (encoded(element, character).isPresent()) {
            return new Written(character, Optional.empty());
        }
        return replacement
                .of(codePoint)
                .filter(instead -> encoded(element, instead).isPresent())
                .map(instead -> new Written(instead, Optional.of(Outcome.REPLACED)))
                .orElse(new Written(LOST, Optional.of(Outcome.LOST)));
    }

    private Optional<byte[]> encoded(Element element, String text) {
        try {
            return Optional.of(target.encode(text, element.meant()));
        } catch (CharacterSetException e) {
            return Optional.empty();
        }
    }
}
