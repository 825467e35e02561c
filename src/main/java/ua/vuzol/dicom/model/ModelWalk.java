package ua.vuzol.dicom.model;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Predicate;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;

/** Goes through what the models show of a data set and all that is nested in it, by ascending tag and without recursion. */
final class ModelWalk {

    /** Told what is met on the way. */
    interface Visitor {
        /** An element that is no sequence, or an empty one. */
        void element(DataSet in, int tag, Shown shown) throws IOException;

        void openSequence(DataSet in, int tag) throws IOException;

        /** @param number of the item, from 1 */
        void openItem(int number) throws IOException;

        void closeItem() throws IOException;

        void closeSequence() throws IOException;
    }

    private sealed interface Level {}

    /** @param path of the item, with a slash behind it; empty for the root */
    private record Elements(DataSet dataSet, Iterator<Element> rest, String path) implements Level {}

    private static final class Items implements Level {
        final Iterator<DataSet> rest;
        final String path;
        int number;

        Items(Iterator<DataSet> rest, String path) {
            this.rest = rest;
            this.path = path;
        }
    }

    private final ModelOptions options;
    private final Predicate<String> representable;
    private final Visitor visitor;
    private final Deque<Level> open = new ArrayDeque<>();

    /** @param representable whether the document can hold a text */
    ModelWalk(ModelOptions options, Predicate<String> representable, Visitor visitor) {
        this.options = options;
        this.representable = representable;
        this.visitor = visitor;
    }

    void of(DataSet root) throws IOException {
        open.push(new Elements(root, root.iterator(), ""));
        while (!open.isEmpty()) {
            Level level = open.peek();
            if (level instanceof Elements elements) {
                step(elements);
            } else if (level instanceof Items items) {
                step(items);
            }
        }
    }

    private void step(Elements level) throws IOException {
        if (!level.rest.hasNext()) {
            open.pop();
            if (!open.isEmpty()) {
                visitor.closeItem();
            }
            return;
        }
        Element element = level.rest.next();
        int tag = element.tag();
        if (isLeftOut(tag)) {
            return;
        }
        String path = level.path + Tags.format(tag);
        if (!(element.value() instanceof Value.Items items)) {
            visitor.element(level.dataSet, tag, Shown.of(element, path, options, representable));
        } else if (items.dataSets().isEmpty()) {
            visitor.element(level.dataSet, tag, new Shown(VR.SQ, new Shown.Empty()));
        } else {
            visitor.openSequence(level.dataSet, tag);
            open.push(new Items(items.dataSets().iterator(), path));
        }
    }

    private void step(Items level) throws IOException {
        if (!level.rest.hasNext()) {
            open.pop();
            visitor.closeSequence();
            return;
        }
        level.number++;
        visitor.openItem(level.number);
        DataSet item = level.rest.next();
        open.push(new Elements(item, item.iterator(), level.path + "/" + level.number + "/"));
    }

    /** PS3.18 F.2.2: group lengths are no part of the model, nor is what stands before a data set. */
    static boolean isLeftOut(int tag) {
        return Tag.isGroupLength(tag) || Tag.group(tag) == 0x0002;
    }
}
