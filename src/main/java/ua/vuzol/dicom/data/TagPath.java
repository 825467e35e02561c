package ua.vuzol.dicom.data;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Where an element is, within sequences and their items: {@code (0040,0275)[1]/(0008,0104)}; items count from 1. */
public final class TagPath {

    private final Optional<TagPath> parent;
    private final int tag;
    /** The item entered, 0 for the element as a whole. */
    private final int item;

    private TagPath(Optional<TagPath> parent, int tag, int item) {
        this.parent = parent;
        this.tag = tag;
        this.item = item;
    }

    /** @param within the item that the element is in, empty for the data set itself */
    public static TagPath of(Optional<TagPath> within, int tag) {
        return new TagPath(within, tag, 0);
    }

    /** An item of the sequence that is here, from 1. */
    public TagPath item(int number) {
        return new TagPath(parent, tag, number);
    }

    /** The tag of the element, or of the sequence of the item. */
    public int tag() {
        return tag;
    }

    /** The item that the element is in; empty for the data set itself. */
    public Optional<TagPath> parent() {
        return parent;
    }

    /** The number of the item that is here, from 1; 0 for an element as a whole. */
    public int itemNumber() {
        return item;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TagPath that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        Deque<String> steps = new ArrayDeque<>();
        for (Optional<TagPath> at = Optional.of(this); at.isPresent(); at = at.get().parent) {
            int number = at.get().item;
            steps.push(Tag.format(at.get().tag) + (number == 0 ? "" : "[" + number + "]"));
        }
        return String.join("/", steps);
    }
}
