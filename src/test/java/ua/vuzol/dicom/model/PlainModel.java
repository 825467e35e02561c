package ua.vuzol.dicom.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** A document of either model as attributes with plain values, made without the code under test, so that two can be compared. */
final class PlainModel {

    /** @param values strings, or the attributes of an item */
    record Attribute(String vr, List<Object> values) {}

    static final String BYTES = "bytes ";
    private static final Set<String> NUMBERS = Set.of("DS", "IS", "US", "SS", "UL", "SL", "SV", "UV", "FD");

    private PlainModel() {}

    static Map<String, Attribute> of(JsonNode dataSet) {
        Map<String, Attribute> attributes = new TreeMap<>();
        dataSet.fields().forEachRemaining(field -> attributes.put(field.getKey(), attribute(field.getValue())));
        return attributes;
    }

    private static Attribute attribute(JsonNode attribute) {
        String vr = attribute.path("vr").asText();
        List<Object> values = new ArrayList<>();
        if (attribute.has("InlineBinary")) {
            values.add(BYTES + attribute.get("InlineBinary").asText());
        } else if (attribute.has("BulkDataURI")) {
            values.add(attribute.get("BulkDataURI").asText());
        } else {
            attribute.path("Value").forEach(value -> values.add(value(vr, value)));
        }
        return new Attribute(vr, withoutNothing(values));
    }

    private static Object value(String vr, JsonNode value) {
        if (vr.equals("SQ")) {
            return of(value);
        }
        if (value.isObject()) {
            return name(Stream.of("Alphabetic", "Ideographic", "Phonetic")
                    .map(group -> value.path(group).asText(""))
                    .toList());
        }
        return value.isNull() ? "" : plain(vr, value.asText());
    }

    static Map<String, Attribute> of(Element dataSet) {
        Map<String, Attribute> attributes = new TreeMap<>();
        for (Element attribute : children(dataSet)) {
            String creator = attribute.getAttribute("privateCreator");
            attributes.put(
                    attribute.getAttribute("tag") + (creator.isEmpty() ? "" : " " + creator), attribute(attribute));
        }
        return attributes;
    }

    private static Attribute attribute(Element attribute) {
        String vr = attribute.getAttribute("vr");
        List<Object> values = new ArrayList<>();
        for (Element child : children(attribute)) {
            values.add(
                    switch (child.getNodeName()) {
                        case "Item" -> of(child);
                        case "PersonName" -> name(child);
                        case "InlineBinary" -> BYTES + child.getTextContent().replaceAll("\\s", "");
                        case "BulkData" -> child.getAttribute("uri");
                        default -> plain(vr, child.getTextContent());
                    });
        }
        return new Attribute(vr, withoutNothing(values));
    }

    private static String name(Element name) {
        String[] groups = {"", "", ""};
        List<String> order = List.of("Alphabetic", "Ideographic", "Phonetic");
        List<String> components = List.of("FamilyName", "GivenName", "MiddleName", "NamePrefix", "NameSuffix");
        for (Element group : children(name)) {
            String[] parts = {"", "", "", "", ""};
            for (Element component : children(group)) {
                parts[components.indexOf(component.getNodeName())] = component.getTextContent();
            }
            groups[order.indexOf(group.getNodeName())] = String.join("^", parts);
        }
        return name(List.of(groups));
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    private static String name(List<String> groups) {
        return String.join(
                        "=",
                        groups.stream()
                                .map(group -> group.replaceAll("[\\^ ]+$", ""))
                                .toList())
                .replaceAll("=+$", "");
    }

    private static String plain(String vr, String text) {
        try {
            if (vr.equals("FL")) {
                return String.valueOf(Float.parseFloat(text) + 0.0f);
            }
            return NUMBERS.contains(vr) ? String.valueOf(new BigDecimal(text).doubleValue() + 0.0) : text;
        } catch (NumberFormatException e) {
            return text;
        }
    }

    /** No value and one that is empty are the same. */
    private static List<Object> withoutNothing(List<Object> values) {
        return values.stream().allMatch(value -> value.equals("") || value.equals(BYTES)) ? List.of() : values;
    }

    /** The same bytes with the order within each unit turned round. */
    static Object swapped(Object bytes, int unit) {
        byte[] all = Base64.getDecoder().decode(bytes.toString().substring(BYTES.length()));
        byte[] swapped = new byte[all.length];
        for (int i = 0; i < all.length; i++) {
            swapped[i / unit * unit + unit - 1 - i % unit] = all[i];
        }
        return BYTES + Base64.getEncoder().encodeToString(swapped);
    }
}
