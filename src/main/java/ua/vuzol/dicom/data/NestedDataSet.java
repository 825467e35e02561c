package ua.vuzol.dicom.data;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * A data set or an item somewhere inside it.
 *
 * @param path of the item, empty for the outermost data set
 */
public record NestedDataSet(Optional<TagPath> path, DataSet dataSet) {

    /** The path of an element that it has or should have. */
    public TagPath path(int tag) {
        return TagPath.of(path, tag);
    }

    /**
     * A data set and all items nested in it, each before those inside it, without recursion. What becomes of the elements of a
     * data set does not matter once the next one is asked for.
     */
    public static Iterable<NestedDataSet> all(DataSet root) {
        return () -> new Walk(new NestedDataSet(Optional.empty(), root));
    }

    private static final class Walk implements Iterator<NestedDataSet> {
        private final Deque<Iterator<NestedDataSet>> open = new ArrayDeque<>();

        Walk(NestedDataSet root) {
            open.push(List.of(root).iterator());
        }

        @Override
        public boolean hasNext() {
            while (!open.isEmpty() && !open.peek().hasNext()) {
                open.pop();
            }
            return !open.isEmpty();
        }

        @Override
        public NestedDataSet next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            NestedDataSet next = open.peek().next();
            open.push(items(next).iterator());
            return next;
        }

        private static List<NestedDataSet> items(NestedDataSet in) {
            return in.dataSet().stream()
                    .filter(element -> element.value() instanceof Value.Items)
                    .flatMap(sequence -> {
                        TagPath path = in.path(sequence.tag());
                        int[] number = {0};
                        return in.dataSet().items(sequence.tag()).stream()
                                .map(item -> new NestedDataSet(Optional.of(path.item(++number[0])), item));
                    })
                    .toList();
        }
    }
}
