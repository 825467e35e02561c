package ua.vuzol.dicom.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;

/** Compares what two toolkits say of a data set. What may differ is here with its reason. */
final class ModelComparison {

    private static final Set<VR> NUMBERS =
            EnumSet.of(VR.DS, VR.IS, VR.FL, VR.FD, VR.US, VR.SS, VR.UL, VR.SL, VR.UV, VR.SV);

    private final Set<String> differences = new TreeSet<>();

    private ModelComparison() {}

    static Set<String> of(JsonNode ours, JsonNode theirs) {
        ModelComparison comparison = new ModelComparison();
        comparison.compare("", ours, theirs);
        return comparison.differences;
    }

    private void compare(String path, JsonNode ours, JsonNode theirs) {
        Set<String> tags = new TreeSet<>();
        ours.fieldNames().forEachRemaining(tags::add);
        theirs.fieldNames().forEachRemaining(tags::add);
        for (String tag : tags) {
            int number = Integer.parseUnsignedInt(tag.substring(0, 8), 16);
            // ours tells that the document is Unicode, theirs perhaps what the file was; group lengths are no part of
            // the model
            boolean leftOut = number == Tag.SpecificCharacterSet || tag.length() == 8 && Tag.isGroupLength(number);
            if (!leftOut && !(ours.has(tag) && theirs.has(tag))) {
                differences.add(path + tag + " only " + (ours.has(tag) ? "ours" : "theirs"));
            } else if (!leftOut) {
                attribute(path + tag, number, ours.get(tag), theirs.get(tag));
            }
        }
    }

    private void attribute(String path, int tag, JsonNode ours, JsonNode theirs) {
        String vr = ours.get("vr").asText();
        // encapsulated pixel data: DCMTK leaves it out and calls it OB, pydicom shows the fragments with their headers
        if (ours.has("BulkDataURI")) {
            return;
        }
        // their dictionaries of private elements, and those of the standard that were written as UN
        if (vr.equals("UN") && !theirs.path("vr").asText().equals("UN")) {
            return;
        }
        if (!vr.equals(theirs.path("vr").asText())) {
            differences.add(path + " VR " + vr + " " + theirs.path("vr"));
            return;
        }
        JsonNode one = ours.path("Value");
        JsonNode other = theirs.path("Value");
        if (vr.equals("SQ") && one.size() == other.size()) {
            IntStream.range(0, one.size()).forEach(i -> compare(path + "/", one.get(i), other.get(i)));
        } else if (!isSame(VR.valueOf(vr), ours, theirs)) {
            differences.add(path + " " + cut(ours) + " " + cut(theirs));
        }
    }

    private static boolean isSame(VR vr, JsonNode ours, JsonNode theirs) {
        if (ours.has("InlineBinary") || theirs.has("InlineBinary")) {
            return binary(ours).equals(binary(theirs));
        }
        List<String> one = values(ours);
        List<String> other = values(theirs);
        if (one.stream().allMatch(String::isEmpty) && other.stream().allMatch(String::isEmpty)) {
            return true;
        }
        return one.size() == other.size()
                && IntStream.range(0, one.size()).allMatch(i -> isSame(vr, one.get(i), other.get(i)));
    }

    private static String binary(JsonNode attribute) {
        return attribute.path("InlineBinary").asText().replaceAll("\\s", "");
    }

    private static List<String> values(JsonNode attribute) {
        List<String> values = new ArrayList<>();
        attribute
                .path("Value")
                .forEach(value -> values.add(
                        value.isObject() ? name(value) : value.asText("").strip()));
        return values;
    }

    /** Delimiters at the end of a component group may be left out. */
    private static String name(JsonNode name) {
        StringBuilder text = new StringBuilder();
        for (NameGroups.Kind kind : NameGroups.Kind.values()) {
            String group = name.path(kind.modelName()).asText("");
            text.append(NameGroups.withoutTrailing('^', group.strip())).append('=');
        }
        return NameGroups.withoutTrailing('=', text.toString());
    }

    /** Numbers by their value, for DS and IS can be strings; DCMTK writes a double with 16 digits. */
    private static boolean isSame(VR vr, String one, String other) {
        if (one.equals(other) || one.equals("null") && other.isEmpty() || other.equals("null") && one.isEmpty()) {
            return true;
        }
        if (!NUMBERS.contains(vr)) {
            return false;
        }
        try {
            double a = Double.parseDouble(one);
            double b = Double.parseDouble(other);
            return vr == VR.FL ? (float) a == (float) b : Math.abs(a - b) <= Math.abs(a) * 1e-15;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static String cut(JsonNode node) {
        String text = node.toString();
        return text.length() > 80 ? text.substring(0, 80) + "..." : text;
    }

    /** The same of an XML document, so that it can be compared; private attributes under their creator. */
    static JsonNode treeOf(Element model) {
        ObjectNode tree = new ObjectMapper().createObjectNode();
        for (Element attribute : children(model)) {
            ObjectNode node = tree.putObject(attribute.getAttribute("tag") + attribute.getAttribute("privateCreator"));
            node.put("vr", attribute.getAttribute("vr"));
            for (Element child : children(attribute)) {
                switch (child.getTagName()) {
                    case "Item" -> node.withArray("Value").add(treeOf(child));
                    case "Value" -> node.withArray("Value").add(child.getTextContent());
                    case "PersonName" -> node.withArray("Value").add(nameOf(child));
                    case "InlineBinary" -> {
                        // DCMTK turns words into big endian here; JSON compares them
                    }
                    default -> node.put("BulkDataURI", child.getAttribute("uri"));
                }
            }
        }
        return tree;
    }

    private static ObjectNode nameOf(Element name) {
        ObjectNode groups = new ObjectMapper().createObjectNode();
        for (Element group : children(name)) {
            String[] components = {"", "", "", "", ""};
            children(group)
                    .forEach(component -> components[NameGroups.COMPONENTS.indexOf(component.getTagName())] =
                            component.getTextContent());
            groups.put(group.getTagName(), String.join("^", components));
        }
        return groups;
    }

    private static List<Element> children(Element parent) {
        NodeList nodes = parent.getChildNodes();
        List<Element> children = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i).getNodeType() == Node.ELEMENT_NODE) {
                children.add((Element) nodes.item(i));
            }
        }
        return children;
    }
}
