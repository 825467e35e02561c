package ua.vuzol.dicom.data;

import java.util.List;

/** What an element holds, in one of four forms. */
public sealed interface Value {

    /** In bytes as encoded; for items and fragments -1, as that depends on the transfer syntax. */
    long length();

    /** The raw bytes as read or encoded, numbers little endian. The array is shared: never change it. */
    record Bytes(byte[] bytes) implements Value {
        @Override
        public long length() {
            return bytes.length;
        }
    }

    /** Bytes that are not in the heap. */
    record Bulk(BulkData data) implements Value {
        @Override
        public long length() {
            return data.length();
        }
    }

    /**
     * The items of a sequence.
     *
     * @param delimited whether it was (or is to be) written with undefined length and a delimiter; the same for each item
     *     is {@link DataSet#isDelimited()}
     */
    record Items(List<DataSet> dataSets, boolean delimited) implements Value {
        public Items {
            dataSets = List.copyOf(dataSets);
        }

        @Override
        public long length() {
            return -1;
        }
    }

    /**
     * Encapsulated pixel data (PS3.5 A.4): the first fragment is the Basic Offset Table, which may be empty.
     *
     * @param fragments the item values in order
     */
    record Fragments(List<BulkData> fragments) implements Value {
        public Fragments {
            fragments = List.copyOf(fragments);
        }

        @Override
        public long length() {
            return -1;
        }
    }
}
