package ua.vuzol.dicom.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import ua.vuzol.dicom.model.PlainModel.Attribute;

/**
 * What two documents of the same file do not have in common.
 *
 * @param path of the attribute
 */
record Difference(String file, String path, Kind kind, Attribute ours, Attribute theirs) {

    enum Kind {
        ONLY_OURS,
        ONLY_THEIRS,
        VR,
        VALUE
    }

    private static final Attribute NONE = new Attribute("", List.of());

    static List<Difference> between(String file, Map<String, Attribute> ours, Map<String, Attribute> theirs) {
        List<Difference> differences = new ArrayList<>();
        compare(file, "", ours, theirs, differences);
        return differences;
    }

    private static void compare(
            String file,
            String within,
            Map<String, Attribute> ours,
            Map<String, Attribute> theirs,
            List<Difference> differences) {
        TreeSet<String> tags = new TreeSet<>(ours.keySet());
        tags.addAll(theirs.keySet());
        for (String tag : tags) {
            Attribute our = ours.getOrDefault(tag, NONE);
            Attribute their = theirs.getOrDefault(tag, NONE);
            String path = within + tag;
            if (our == NONE || their == NONE) {
                differences.add(
                        new Difference(file, path, our == NONE ? Kind.ONLY_THEIRS : Kind.ONLY_OURS, our, their));
            } else if (!our.vr().equals(their.vr())) {
                differences.add(new Difference(file, path, Kind.VR, our, their));
            } else if (our.vr().equals("SQ")
                    && our.values().size() == their.values().size()) {
                for (int i = 0; i < our.values().size(); i++) {
                    compare(file, path + "/" + (i + 1) + "/", item(our, i), item(their, i), differences);
                }
            } else if (!our.values().equals(their.values())) {
                differences.add(new Difference(file, path, Kind.VALUE, our, their));
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Attribute> item(Attribute sequence, int number) {
        return (Map<String, Attribute>) sequence.values().get(number);
    }

    /** The tag that the path ends with. */
    String tag() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    boolean isNested() {
        return path.contains("/");
    }

    boolean isPrivate() {
        return Integer.parseInt(tag().substring(3, 4), 16) % 2 == 1;
    }

    String our() {
        return first(ours);
    }

    String their() {
        return first(theirs);
    }

    private static String first(Attribute attribute) {
        return attribute.values().isEmpty() ? "" : attribute.values().get(0).toString();
    }

    /** Shortened, since values can be pixel data. */
    @Override
    public String toString() {
        return file + " " + path + " " + kind + " " + shortened(ours) + " / " + shortened(theirs);
    }

    private static String shortened(Attribute attribute) {
        String all = attribute.vr() + attribute.values();
        return all.substring(0, Math.min(100, all.length()));
    }
}
