package ua.vuzol.dicom.io;

import java.util.OptionalLong;

/**
 * How much to read and what an input may cost. Every limit ends in a {@link DicomFormatException}.
 *
 * @param bulkThreshold values of a file of more bytes than this become references into it
 * @param maxDepth of nested sequences
 * @param maxItems items of one sequence, or fragments of one element
 * @param maxElements elements and items in all, nested ones included
 * @param maxHeapBytes bytes of values in the heap in all; in a file what goes beyond becomes references instead of failing
 * @param stopAtTag the first tag (unsigned) of the data set that is not read any more, nor what follows it
 */
public record ReadOptions(
        int bulkThreshold, int maxDepth, int maxItems, int maxElements, long maxHeapBytes, OptionalLong stopAtTag) {

    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;
    private static final ReadOptions DEFAULTS =
            new ReadOptions(64 << 10, 64, 200_000, 400_000, 16L << 20, OptionalLong.empty());

    public ReadOptions {
        if (bulkThreshold < 0 || maxDepth < 0 || maxItems < 0 || maxElements < 0 || maxHeapBytes < 0) {
            throw new IllegalArgumentException("Limits of reading cannot be negative");
        }
        if (maxHeapBytes > MAX_ARRAY) {
            throw new IllegalArgumentException("maxHeapBytes can be " + MAX_ARRAY + " at most");
        }
    }

    /**
     * References above 64 KiB, 64 levels, 200,000 items, 400,000 elements and items, 16 MiB of values in the heap, everything
     * read. The functional groups of 10,000 frames have some 300,000 elements, and an element costs some 80 bytes beside its
     * value: so the worst that these limits allow fits into a heap of 64 MB and is over within a second.
     */
    public static ReadOptions defaults() {
        return DEFAULTS;
    }

    /** Everything before the pixel data (7FE0,0008). */
    public static ReadOptions headerOnly() {
        return DEFAULTS.withStopAtTag(0x7FE00008);
    }

    public ReadOptions withBulkThreshold(int bytes) {
        return new ReadOptions(bytes, maxDepth, maxItems, maxElements, maxHeapBytes, stopAtTag);
    }

    public ReadOptions withMaxDepth(int levels) {
        return new ReadOptions(bulkThreshold, levels, maxItems, maxElements, maxHeapBytes, stopAtTag);
    }

    public ReadOptions withMaxItems(int items) {
        return new ReadOptions(bulkThreshold, maxDepth, items, maxElements, maxHeapBytes, stopAtTag);
    }

    public ReadOptions withMaxElements(int elements) {
        return new ReadOptions(bulkThreshold, maxDepth, maxItems, elements, maxHeapBytes, stopAtTag);
    }

    public ReadOptions withMaxHeapBytes(long bytes) {
        return new ReadOptions(bulkThreshold, maxDepth, maxItems, maxElements, bytes, stopAtTag);
    }

    public ReadOptions withStopAtTag(int tag) {
        return new ReadOptions(
                bulkThreshold,
                maxDepth,
                maxItems,
                maxElements,
                maxHeapBytes,
                OptionalLong.of(Integer.toUnsignedLong(tag)));
    }
}
