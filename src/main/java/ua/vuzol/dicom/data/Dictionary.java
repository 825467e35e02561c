package ua.vuzol.dicom.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The data dictionary of PS3.6 (with the command elements of PS3.7 Annex E), read once from {@code dictionary.tsv}. */
public final class Dictionary {

    /**
     * One data element.
     *
     * @param tag for a repeating group or element the first of its tags
     * @param vrs the VRs it may have; more than one where the pixel representation or bits allocated decide, none for the
     *     item and delimitation tags
     * @param vm the value multiplicity as printed, such as {@code 1-n}
     */
    public record Entry(int tag, List<VR> vrs, String vm, String keyword, String name, boolean retired) {}

    /** A row such as 60xx0010: it stands for each tag that equals {@code entry.tag()} outside the bits of {@code mask}. */
    private record Repeating(int mask, Entry entry) {}

    private static final class Standard {
        static final Dictionary INSTANCE = new Dictionary("dictionary.tsv");
    }

    private final Map<Integer, Entry> byTag = new HashMap<>(8192);
    private final Map<String, Entry> byKeyword = new HashMap<>(8192);
    private final List<Repeating> repeating = new ArrayList<>();

    private Dictionary(String resource) {
        rows(resource, this::add);
    }

    public static Dictionary standard() {
        return Standard.INSTANCE;
    }

    /** The entry of a tag, also of the repeating groups 50xx and 60xx and of any group length; empty for private tags. */
    public Optional<Entry> lookup(int tag) {
        Entry entry = byTag.get(tag);
        if (entry != null) {
            return Optional.of(entry);
        }
        if (Tag.isGroupLength(tag)) {
            return Optional.of(new Entry(tag, List.of(VR.UL), "1", "GenericGroupLength", "Generic Group Length", true));
        }
        if (Tag.isPrivate(tag)) {
            return Optional.empty();
        }
        for (Repeating row : repeating) {
            if ((tag & ~row.mask) == row.entry.tag) {
                return Optional.of(row.entry);
            }
        }
        return Optional.empty();
    }

    public Optional<Entry> byKeyword(String keyword) {
        return Optional.ofNullable(byKeyword.get(keyword));
    }

    private void add(String[] row) {
        String tag = row[0];
        List<VR> vrs = row[1].isEmpty()
                ? List.of()
                : Arrays.stream(row[1].split("/")).map(VR::valueOf).toList();
        int first = Integer.parseUnsignedInt(tag.replace('x', '0'), 16);
        Entry entry = new Entry(first, vrs, row[2], row[3], row[5], !row[4].isEmpty());
        byKeyword.put(entry.keyword(), entry);
        if (tag.indexOf('x') < 0) {
            byTag.put(first, entry);
        } else {
            int mask = Integer.parseUnsignedInt(tag.replaceAll("[^x]", "0").replace('x', 'F'), 16);
            repeating.add(new Repeating(mask, entry));
        }
    }

    /** Hands over the tab-separated cells of each row of a table beside this class; lines that begin with # are comments. */
    static void rows(String resource, Consumer<String[]> row) {
        try (InputStream in = Dictionary.class.getResourceAsStream(resource);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .forEach(row);
        } catch (IOException e) {
            throw new UncheckedIOException("The table " + resource + " in the program cannot be read", e);
        }
    }
}
