package ua.vuzol.dicom.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Private elements (PS3.5 7.8) that manufacturers have described, by their Private Creator; read once from {@code private.tsv}.
 * It is for showing what implicit encoding left without VR: reading and writing do not use it, so that it changes no byte.
 */
public final class PrivateDictionary {

    private static final class Standard {
        static final PrivateDictionary INSTANCE = new PrivateDictionary();
    }

    private record Key(String creator, String tag) {}

    private final Map<Key, Dictionary.Entry> entries = new HashMap<>(4096);

    private PrivateDictionary() {
        Dictionary.rows("private.tsv", row -> {
            List<VR> vrs = Arrays.stream(row[2].split("/")).map(VR::valueOf).toList();
            int first = Integer.parseUnsignedInt(row[1].replace('x', '0'), 16);
            entries.put(new Key(row[0], row[1]), new Dictionary.Entry(first, vrs, row[3], row[4], row[4], false));
        });
    }

    public static PrivateDictionary standard() {
        return Standard.INSTANCE;
    }

    /**
     * The entry of an element in a block of this creator, whichever block of the group that is.
     *
     * @param creator without padding
     */
    public Optional<Dictionary.Entry> lookup(String creator, int tag) {
        String digits = String.format(Locale.ROOT, "%08X", tag);
        String inBlock = "xx" + digits.substring(6);
        return Stream.of(digits, digits.substring(0, 4) + inBlock, digits.substring(0, 2) + "xx" + inBlock)
                .flatMap(pattern -> Stream.ofNullable(entries.get(new Key(creator, pattern))))
                .findFirst();
    }

    /** The entry of a private element of a data set, which has its Private Creator. */
    public Optional<Dictionary.Entry> lookup(DataSet dataSet, int tag) {
        return dataSet.privateCreator(tag).flatMap(creator -> lookup(creator, tag));
    }
}
