package ua.vuzol.dicom.data;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An Information Object Definition (PS3.3 Annex A), as far as it is without conditions: its mandatory modules and their
 * attributes of type 1 and 2. From {@code iods.tsv} and {@code modules.tsv}, which {@code docs/tables/iod_modules.py} makes and
 * whose sources it names.
 *
 * @param name as PS3.3 has it, such as CT Image
 * @param modules those of usage M
 */
public record Iod(String name, List<Module> modules) {

    /** @param attributes those of type 1 and 2; empty if the attributes of the module are not known here */
    public record Module(String name, Optional<List<Attribute>> attributes) {}

    /**
     * An attribute that must be there.
     *
     * @param module the name of its module
     * @param sequences from outside in: it must be in each of their items, if there are any; none if it is in the data set
     * @param type 1, or 2 where it may be empty (PS3.5 7.4)
     */
    public record Attribute(String module, List<Integer> sequences, int tag, int type) {}

    private static final class Standard {
        static final Map<String, Iod> BY_SOP_CLASS = new HashMap<>();

        static {
            Map<String, Module> modules = new HashMap<>();
            Dictionary.rows("modules.tsv", row -> modules.put(row[0], new Module(row[1], attributes(row[1], row[2]))));
            Dictionary.rows(
                    "iods.tsv",
                    row -> BY_SOP_CLASS.put(
                            row[0],
                            new Iod(
                                    row[1],
                                    Stream.of(row[2].split(" "))
                                            .filter(module -> !module.isEmpty())
                                            .map(modules::get)
                                            .toList())));
        }
    }

    /** The IOD that objects of a SOP class follow (PS3.4 B.5); empty if it is not known here. */
    public static Optional<Iod> ofSopClass(String uid) {
        return Optional.ofNullable(Standard.BY_SOP_CLASS.get(uid));
    }

    /** What the modules demand together: where two demand the same attribute, the stricter type. */
    public Collection<Attribute> attributes() {
        Map<List<Integer>, Attribute> strictest = new LinkedHashMap<>();
        modules.stream()
                .flatMap(module -> module.attributes().stream())
                .flatMap(List::stream)
                .forEach(attribute -> strictest.merge(
                        path(attribute), attribute, (one, other) -> other.type() < one.type() ? other : one));
        return strictest.values();
    }

    private static List<Integer> path(Attribute attribute) {
        return Stream.concat(attribute.sequences().stream(), Stream.of(attribute.tag()))
                .toList();
    }

    private static Optional<List<Attribute>> attributes(String module, String cell) {
        if (cell.equals("?")) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(cell.split(" "))
                .filter(part -> !part.isEmpty())
                .map(part -> attribute(module, part))
                .toList());
    }

    private static Attribute attribute(String module, String part) {
        List<Integer> tags = Arrays.stream(part.substring(2).split(">"))
                .map(tag -> Integer.parseUnsignedInt(tag, 16))
                .toList();
        int last = tags.size() - 1;
        return new Attribute(module, tags.subList(0, last), tags.get(last), part.charAt(0) - '0');
    }
}
