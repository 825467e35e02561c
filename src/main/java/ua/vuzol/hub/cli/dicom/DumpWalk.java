package ua.vuzol.hub.cli.dicom;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Value;

/** Goes through a data set and what is nested in it in the order in which it is written, without recursion. */
final class DumpWalk {
    /** Told what is met. */
    interface Visitor {
        /** @param level how many sequences it is in */
        void element(DataSet holder, Element element, int level) throws IOException;

        /** @param number from 1 */
        void item(int number, int level) throws IOException;
    }

    /** The elements of a data set or the items of a sequence that are still to come. */
    private static final class Level {
        final DataSet holder;
        final Iterator<Element> elements;
        final Iterator<DataSet> items;
        int number;

        Level(DataSet dataSet) {
            holder = dataSet;
            elements = dataSet.iterator();
            items = Collections.emptyIterator();
        }

        Level(DataSet holder, Value.Items sequence) {
            this.holder = holder;
            elements = Collections.emptyIterator();
            items = sequence.dataSets().iterator();
        }
    }

    private DumpWalk() {}

    static void of(DataSet root, Visitor visitor) throws IOException {
        Deque<Level> open = new ArrayDeque<>();
        open.push(new Level(root));
        while (!open.isEmpty()) {
            Level level = open.peek();
            int depth = open.size() / 2;
            if (level.elements.hasNext()) {
                Element element = level.elements.next();
                visitor.element(level.holder, element, depth);
                if (element.value() instanceof Value.Items items) {
                    open.push(new Level(level.holder, items));
                }
            } else if (level.items.hasNext()) {
                level.number++;
                visitor.item(level.number, depth);
                open.push(new Level(level.items.next()));
            } else {
                open.pop();
            }
        }
    }
}
