package ua.vuzol.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomDate;
import ua.vuzol.dicom.data.DicomTime;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;

/** Puts columns of a row into an answer, in UTF-8, as the database has them. */
public final class AnswerElements {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** That an answer is in UTF-8. */
    public static final Element UTF_8 = Element.of(Tag.SpecificCharacterSet, VR.CS, List.of("ISO_IR 192"));

    private static final Element ONLINE = Element.of(Tag.InstanceAvailability, VR.CS, List.of("ONLINE"));

    private AnswerElements() {}

    /** Puts what a key asks for, which is in a column, into an answer. */
    public static void put(DataSet answer, QueryKey key, ResultSet row, int column) throws SQLException {
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
            case SEQUENCE, OTHER_IDS -> answer.putItems(
                    key.element().tag(), JsonItems.items(json(row.getString(column)), key.element()));
            case UID, CODE, TEXT, PATIENT_ID, PATIENT_NAME -> text(
                    answer, attribute, Optional.ofNullable(row.getString(column)));
        }
    }

    /** A column of JSON; nothing is an empty array. */
    public static JsonNode json(String column) throws SQLException {
        try {
            return column == null ? JSON.createArrayNode() : JSON.readTree(column);
        } catch (JsonProcessingException e) {
            throw new SQLException("A column is no JSON", e);
        }
    }

    private static void text(DataSet answer, QueryAttribute attribute, Optional<String> value) {
        JsonItems.put(answer, attribute.tag(), attribute.vr(), value.orElse(""));
    }

    private static void integer(DataSet answer, QueryAttribute attribute, Integer value) {
        if (value == null) {
            answer.putEmpty(attribute.tag());
        } else {
            answer.put(Element.of(attribute.tag(), attribute.vr(), List.of(value.toString())));
        }
    }
}
