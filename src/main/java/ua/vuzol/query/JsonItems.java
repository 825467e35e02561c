package ua.vuzol.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Dictionary;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.SpecificCharacterSet;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;

/**
 * Data sets as columns of JSON have them: for each tag an array of values, or of items, each again with an array for each of its
 * tags. Text is in UTF-8.
 */
public final class JsonItems {
    private static final int TAG_DIGITS = 8;

    private JsonItems() {}

    /** The name of a tag in that JSON: eight hexadecimal digits. */
    public static String key(int tag) {
        char[] digits = new char[TAG_DIGITS];
        for (int i = 0; i < TAG_DIGITS; i++) {
            digits[i] = Character.toUpperCase(Character.forDigit(tag >>> 4 * (TAG_DIGITS - 1 - i) & 0xF, 16));
        }
        return new String(digits);
    }

    /** The items of a sequence, each with what the identifier's item asks for, or with everything if that asks for nothing. */
    public static DataSet[] items(JsonNode items, Element asked) {
        Optional<DataSet> keys = asked.value() instanceof Value.Items those
                ? those.dataSets().stream().filter(item -> !item.isEmpty()).findFirst()
                : Optional.empty();
        List<DataSet> made = new ArrayList<>();
        items.forEach(item -> made.add(keys.map(wanted -> item(item, wanted)).orElseGet(() -> item(item))));
        return made.toArray(DataSet[]::new);
    }

    /** Puts what an element asks for into a data set; an attribute that the JSON has not is empty. */
    public static void put(DataSet dataSet, JsonNode json, Element asked) {
        JsonNode value = json.path(key(asked.tag()));
        if (asked.value() instanceof Value.Items || asked.vr() == VR.SQ) {
            dataSet.putItems(asked.tag(), items(value, asked));
        } else {
            put(dataSet, asked.tag(), asked.vr(), joined(value));
        }
    }

    /** Unchecked: what there is beyond the limits of its VR is answered as it is. */
    public static void put(DataSet dataSet, int tag, VR vr, String text) {
        byte[] bytes = text.getBytes(vr.isCharsetAffected() ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII);
        byte[] even = Arrays.copyOf(bytes, bytes.length + bytes.length % 2);
        if (even.length > bytes.length) {
            even[bytes.length] = vr.padding();
        }
        dataSet.put(Element.of(tag, vr, new Value.Bytes(even), SpecificCharacterSet.ISO_IR_192));
    }

    private static DataSet item(JsonNode json, DataSet wanted) {
        DataSet item = new DataSet();
        for (Element key : wanted) {
            put(item, json, key);
        }
        return item;
    }

    private static DataSet item(JsonNode json) {
        DataSet item = new DataSet();
        json.properties().forEach(field -> {
            int tag = Integer.parseUnsignedInt(field.getKey(), 16);
            vr(tag).ifPresent(vr -> {
                if (vr == VR.SQ) {
                    item.putItems(
                            tag,
                            StreamSupport.stream(field.getValue().spliterator(), false)
                                    .map(JsonItems::item)
                                    .toArray(DataSet[]::new));
                } else {
                    put(item, tag, vr, joined(field.getValue()));
                }
            });
        });
        return item;
    }

    /** Private attributes have none here, and are not answered. */
    private static Optional<VR> vr(int tag) {
        return Dictionary.standard().lookup(tag).flatMap(entry -> entry.vrs().stream()
                .findFirst());
    }

    private static String joined(JsonNode values) {
        return String.join(
                "\\",
                StreamSupport.stream(values.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList());
    }
}
