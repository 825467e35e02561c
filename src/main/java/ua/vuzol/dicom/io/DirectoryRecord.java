package ua.vuzol.dicom.io;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;

/**
 * A record of a DICOMDIR (PS3.3 F.3) with those of the level below it. In the file records are a flat sequence, tied by byte
 * offsets; {@link #tree} follows them and {@link #put} ties them again. The bytes they mean are known only when the file is
 * written, so it is {@link DicomWriter} that sets them, after any other edit of a DICOMDIR too.
 *
 * @param attributes of the record, its type and what it refers to among them
 * @param lower records of the referenced lower-level directory entity, in order; the list may be changed
 */
public record DirectoryRecord(DataSet attributes, List<DirectoryRecord> lower) {

    private static final int IN_USE = 0xFFFF;

    /** A record with nothing below it yet. */
    public DirectoryRecord(DataSet attributes) {
        this(attributes, new ArrayList<>());
    }

    /** PATIENT, STUDY, SERIES, IMAGE or another of PS3.3 F.5; empty if it has none. */
    public String type() {
        return attributes.string(Tag.DirectoryRecordType).orElse("");
    }

    /** The file it refers to, component by component below the folder of the DICOMDIR; empty if it refers to none. */
    public List<String> referencedFile() {
        return attributes.strings(Tag.ReferencedFileID);
    }

    /** Whether it counts (F.3.2.2): one that is not in use is to be taken for deleted. */
    public boolean isInUse() {
        return attributes.integer(Tag.RecordInUseFlag).orElse(IN_USE) != 0;
    }

    /** An entity of the directory, a chain of records of one level, that is still to be followed. */
    private record Chain(List<DirectoryRecord> records, long first) {}

    /**
     * The records of the root directory entity with all that is below them. Records that no offset leads to are not there.
     *
     * @param directory the data set of a DICOMDIR that was read as a file
     * @throws DicomFormatException if an offset leads to no record, or to one that another leads to as well
     */
    public static List<DirectoryRecord> tree(DataSet directory) {
        Map<Long, DataSet> byOffset = new HashMap<>();
        for (DataSet record : directory.items(Tag.DirectoryRecordSequence)) {
            record.offset().ifPresent(offset -> byOffset.put(offset, record));
        }
        List<DirectoryRecord> roots = new ArrayList<>();
        Deque<Chain> open = new ArrayDeque<>();
        open.push(new Chain(roots, offset(directory, Tag.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity)));
        while (!open.isEmpty()) {
            Chain chain = open.pop();
            long at = chain.first;
            while (at != 0) {
                DataSet found = byOffset.remove(at);
                if (found == null) {
                    throw new DicomFormatException(
                            "an offset leads to no record, or for the second time to one",
                            at,
                            Tag.DirectoryRecordSequence);
                }
                DirectoryRecord record = new DirectoryRecord(found);
                chain.records.add(record);
                open.push(new Chain(record.lower, offset(found, Tag.OffsetOfReferencedLowerLevelDirectoryEntity)));
                at = offset(found, Tag.OffsetOfTheNextDirectoryRecord);
            }
        }
        return roots;
    }

    private static long offset(DataSet dataSet, int tag) {
        return dataSet.string(tag).map(DirectoryRecord::number).orElse(0L);
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /**
     * Puts records in place of all that the DICOMDIR has. Those without a Record In-use Flag get one.
     *
     * @throws IllegalArgumentException if a record is in the tree more than once
     */
    public static void put(DataSet directory, List<DirectoryRecord> tree) {
        List<DataSet> flat = flattened(tree);
        directory.putItems(Tag.DirectoryRecordSequence, flat.toArray(DataSet[]::new));
        for (int i = 0; i < flat.size(); i++) {
            flat.get(i).offset(i + 1L); // stands for the real one until the file is written
        }
        link(directory, Tag.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity, first(tree));
        link(directory, Tag.OffsetOfTheLastDirectoryRecordOfTheRootDirectoryEntity, last(tree));
        Deque<List<DirectoryRecord>> open = new ArrayDeque<>(List.of(tree));
        while (!open.isEmpty()) {
            List<DirectoryRecord> level = open.pop();
            for (int i = 0; i < level.size(); i++) {
                DirectoryRecord record = level.get(i);
                link(record.attributes, Tag.OffsetOfTheNextDirectoryRecord, first(level.subList(i + 1, level.size())));
                link(record.attributes, Tag.OffsetOfReferencedLowerLevelDirectoryEntity, first(record.lower));
                if (!record.attributes.contains(Tag.RecordInUseFlag)) {
                    record.attributes.put(Tag.RecordInUseFlag, IN_USE);
                }
                open.push(record.lower);
            }
        }
    }

    /** Each record before those below it. */
    private static List<DataSet> flattened(List<DirectoryRecord> tree) {
        Set<DataSet> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<DataSet> flat = new ArrayList<>();
        Deque<DirectoryRecord> open = new ArrayDeque<>(tree);
        while (!open.isEmpty()) {
            DirectoryRecord record = open.pop();
            if (!seen.add(record.attributes)) {
                throw new IllegalArgumentException("A record is in the directory more than once");
            }
            flat.add(record.attributes);
            for (int i = record.lower.size() - 1; i >= 0; i--) {
                open.push(record.lower.get(i));
            }
        }
        return flat;
    }

    private static Optional<DataSet> first(List<DirectoryRecord> level) {
        return level.stream().findFirst().map(DirectoryRecord::attributes);
    }

    private static Optional<DataSet> last(List<DirectoryRecord> level) {
        return level.isEmpty() ? Optional.empty() : first(level.subList(level.size() - 1, level.size()));
    }

    private static void link(DataSet from, int tag, Optional<DataSet> to) {
        from.put(
                tag,
                String.valueOf(to.map(target -> target.offset().orElseThrow()).orElse(0L)));
    }
}
