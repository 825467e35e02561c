package ua.vuzol.intake.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.Reader;
import ua.vuzol.intake.UnreadableInputException;

/**
 * JSON: an object is a record, an array of objects is several. Members of inner objects are named {@code a.b}; elements of an
 * inner array share the array's name, so the second gets {@code .2}; {@code null} is an absent field.
 */
final class JsonSidecar {
    private final JsonPointer pointer;
    private final RecordCollector records;

    JsonSidecar(SidecarSpec spec, RecordCollector records) {
        this.pointer = JsonPointer.compile(spec.option("record", ""));
        this.records = records;
    }

    void read(Reader text) throws IOException {
        try (JsonParser json = factory().createParser(text)) {
            json.nextToken();
            descend(json);
            readRecords(json);
            readToEnd(json);
        } catch (StreamConstraintsException e) {
            throw new UnreadableInputException(
                    "The JSON nests deeper than " + records.limits().depth() + " levels or holds a value longer than "
                            + records.limits().fieldCharacters() + " characters.",
                    e);
        } catch (JsonProcessingException e) {
            throw new UnreadableInputException(
                    "The JSON breaks at line " + e.getLocation().getLineNr() + "; let the device write the file again.",
                    e);
        }
    }

    private JsonFactory factory() {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(records.limits().depth())
                        .maxStringLength(records.limits().fieldCharacters())
                        .build())
                .build();
    }

    private void descend(JsonParser json) throws IOException {
        for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
            boolean found = false;
            if (json.currentToken() == JsonToken.START_OBJECT) {
                while (!found && json.nextToken() == JsonToken.FIELD_NAME) {
                    found = rest.matchesProperty(json.currentName());
                    json.nextToken();
                    skipUnless(found, json);
                }
            } else if (json.currentToken() == JsonToken.START_ARRAY) {
                for (int i = 0; !found && json.nextToken() != JsonToken.END_ARRAY; i++) {
                    found = rest.matchesElement(i);
                    skipUnless(found, json);
                }
            }
            if (!found) {
                throw new UnreadableInputException(
                        "The JSON holds nothing at " + pointer + "; check the option record in the source's profile.");
            }
        }
    }

    private static void skipUnless(boolean wanted, JsonParser json) throws IOException {
        if (!wanted) {
            json.skipChildren();
        }
    }

    private void readRecords(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            readRecord(json);
        } else if (json.currentToken() == JsonToken.START_ARRAY) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (json.currentToken() != JsonToken.START_OBJECT) {
                    throw notAnObject();
                }
                readRecord(json);
            }
        } else {
            throw notAnObject();
        }
    }

    private UnreadableInputException notAnObject() {
        return new UnreadableInputException("The JSON holds something else than an object or an array of objects at \""
                + pointer + "\"; check the option record in the source's profile.");
    }

    private void readRecord(JsonParser json) throws IOException {
        readObject(json, "");
        records.endRecord();
    }

    private void readObject(JsonParser json, String prefix) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = prefix + json.currentName();
            json.nextToken();
            readValue(json, name);
        }
    }

    /** Recursion is bounded by the parser's nesting limit. */
    private void readValue(JsonParser json, String name) throws IOException {
        switch (json.currentToken()) {
            case START_OBJECT -> readObject(json, name + ".");
            case START_ARRAY -> {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    readValue(json, name);
                }
            }
            case VALUE_NULL -> {}
            default -> records.field(name, json.getText());
        }
    }

    /** A file that breaks off after the record is still broken. */
    private static void readToEnd(JsonParser json) throws IOException {
        while (json.nextToken() != null) {
            json.skipChildren();
        }
    }
}
