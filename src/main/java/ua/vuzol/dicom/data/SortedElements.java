package ua.vuzol.dicom.data;

import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/** Elements by ascending unsigned tag, in an array: data sets are many, mostly small, and mostly built in order. */
final class SortedElements {

    private static final Element[] NONE = {};

    private Element[] elements = NONE;
    private int size;

    int size() {
        return size;
    }

    boolean contains(int tag) {
        return find(tag) >= 0;
    }

    Optional<Element> get(int tag) {
        int at = find(tag);
        return at < 0 ? Optional.empty() : Optional.of(elements[at]);
    }

    /** In place of any with the same tag. */
    void put(Element element) {
        int at = find(element.tag());
        if (at >= 0) {
            elements[at] = element;
        } else {
            insert(-at - 1, element);
        }
    }

    void remove(int tag) {
        int at = find(tag);
        if (at >= 0) {
            removeAt(at);
        }
    }

    Stream<Element> stream() {
        return Arrays.stream(elements, 0, size);
    }

    /** @param removed told the tag of each element that the iterator removes */
    Iterator<Element> iterator(IntConsumer removed) {
        return new Elements(removed);
    }

    /** Where the tag is or, negated and less one, where it would be. */
    private int find(int tag) {
        int low = 0;
        int high = size - 1;
        if (high >= 0 && Integer.compareUnsigned(elements[high].tag(), tag) < 0) {
            return -size - 1;
        }
        while (low <= high) {
            int middle = low + high >>> 1;
            int order = Integer.compareUnsigned(elements[middle].tag(), tag);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    private void insert(int at, Element element) {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, size < 4 ? 4 : size + (size >> 1));
        }
        System.arraycopy(elements, at, elements, at + 1, size - at);
        elements[at] = element;
        size++;
    }

    private void removeAt(int at) {
        System.arraycopy(elements, at + 1, elements, at, size - at - 1);
        elements[--size] = null;
    }

    private final class Elements implements Iterator<Element> {
        private final IntConsumer removed;
        private int next;
        private int expectedSize = size;
        private boolean removable;

        Elements(IntConsumer removed) {
            this.removed = removed;
        }

        @Override
        public boolean hasNext() {
            return next < size;
        }

        @Override
        public Element next() {
            checkUnchanged();
            if (next >= size) {
                throw new NoSuchElementException();
            }
            removable = true;
            return elements[next++];
        }

        @Override
        public void remove() {
            checkUnchanged();
            if (!removable) {
                throw new IllegalStateException("There is no element to remove");
            }
            removable = false;
            next--;
            removed.accept(elements[next].tag());
            removeAt(next);
            expectedSize = size;
        }

        private void checkUnchanged() {
            if (size != expectedSize) {
                throw new ConcurrentModificationException("Elements were put or removed during the iteration");
            }
        }
    }
}
