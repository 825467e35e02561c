package ua.vuzol.archive.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import ua.vuzol.archive.query.QueryKeys.Key;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomDate;
import ua.vuzol.dicom.data.DicomTime;
import ua.vuzol.dicom.data.Dictionary;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.SpecificCharacterSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;

/** Makes an answer of a row: the attributes that were asked for, in UTF-8, as the objects have them. */
final class AnswerBuilder {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Element UTF_8 = Element.of(Tag.SpecificCharacterSet, VR.CS, List.of("ISO_IR 192"));
    private static final Element ONLINE = Element.of(Tag.InstanceAvailability, VR.CS, List.of("ONLINE"));

    private final Element retrieveAeTitle;

    AnswerBuilder(String retrieveAeTitle) {
        this.retrieveAeTitle = Element.of(Tag.RetrieveAETitle, VR.AE, List.of(retrieveAeTitle));
    }

    DataSet answer(QueryKeys query, ResultSet row) throws SQLException {
        DataSet answer = new DataSet();
        answer.put(UTF_8);
        put(answer, Tag.QueryRetrieveLevel, VR.CS, query.level().name());
        // where to retrieve from is asked for by all and said to all (PS3.4 C.4.1.1.3.2)
        answer.put(retrieveAeTitle);
        int column = 1;
        for (Key key : query.keys()) {
            put(answer, key, row, column++);
        }
        return answer;
    }

    private static void put(DataSet answer, Key key, ResultSet row, int column) throws SQLException {
        QueryAttribute attribute = key.attribute();
        switch (attribute.kind()) {
            case CONSTANT -> {
                if (attribute.tag() == Tag.InstanceAvailability) {
                    answer.put(ONLINE);
                }
            }
            case DATE -> text(
                    answer,
                    attribute,
                    Optional.ofNullable(row.getObject(column, LocalDate.class))
                            .map(date -> DicomDate.of(date).text()));
            case TIME -> text(
                    answer,
                    attribute,
                    Optional.ofNullable(row.getObject(column, LocalTime.class))
                            .map(time -> DicomTime.of(time).text()));
            case INTEGER -> integer(answer, attribute, row.getObject(column, Integer.class));
            case VALUES -> text(answer, attribute, Optional.of(String.join("\\", (String[])
                    row.getArray(column).getArray())));
            case SEQUENCE, OTHER_IDS -> sequence(answer, key, row.getString(column));
            case UID, CODE, PATIENT_ID, TEXT, PATIENT_NAME -> text(
                    answer, attribute, Optional.ofNullable(row.getString(column)));
        }
    }

    private static void text(DataSet answer, QueryAttribute attribute, Optional<String> value) {
        put(answer, attribute.tag(), attribute.vr(), value.orElse(""));
    }

    /** Unchecked: what an object has beyond the limits of its VR is answered as it is. */
    private static void put(DataSet answer, int tag, VR vr, String text) {
        byte[] bytes = text.getBytes(vr.isCharsetAffected() ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII);
        byte[] even = Arrays.copyOf(bytes, bytes.length + bytes.length % 2);
        if (even.length > bytes.length) {
            even[bytes.length] = vr.padding();
        }
        answer.put(Element.of(tag, vr, new Value.Bytes(even), SpecificCharacterSet.ISO_IR_192));
    }

    private static void integer(DataSet answer, QueryAttribute attribute, Integer value) {
        if (value == null) {
            answer.putEmpty(attribute.tag());
        } else {
            answer.put(Element.of(attribute.tag(), attribute.vr(), List.of(value.toString())));
        }
    }

    private static void sequence(DataSet answer, Key key, String json) throws SQLException {
        try {
            JsonNode items = json == null ? JSON.createArrayNode() : JSON.readTree(json);
            answer.putItems(key.element().tag(), items(items, key.element()));
        } catch (JsonProcessingException e) {
            throw new SQLException("The column of " + Tag.format(key.element().tag()) + " is no JSON", e);
        }
    }

    /** The items, each with what the identifier's item asks for, or with everything if that asks for nothing. */
    private static DataSet[] items(JsonNode items, Element asked) {
        Optional<DataSet> keys = asked.value() instanceof Value.Items those
                ? those.dataSets().stream().filter(item -> !item.isEmpty()).findFirst()
                : Optional.empty();
        List<DataSet> made = new ArrayList<>();
        items.forEach(item -> made.add(keys.map(wanted -> item(item, wanted)).orElseGet(() -> item(item))));
        return made.toArray(DataSet[]::new);
    }

    private static DataSet item(JsonNode json, DataSet wanted) {
        DataSet item = new DataSet();
        for (Element key : wanted) {
            JsonNode value = json.path(SequenceTags.key(key.tag()));
            if (key.value() instanceof Value.Items) {
                item.putItems(key.tag(), items(value, key));
            } else {
                put(item, key.tag(), key.vr(), joined(value));
            }
        }
        return item;
    }

    private static DataSet item(JsonNode json) {
        DataSet item = new DataSet();
        json.fields().forEachRemaining(field -> {
            int tag = Integer.parseUnsignedInt(field.getKey(), 16);
            vr(tag).ifPresent(vr -> {
                if (vr == VR.SQ) {
                    item.putItems(
                            tag,
                            StreamSupport.stream(field.getValue().spliterator(), false)
                                    .map(AnswerBuilder::item)
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
