package ua.vuzol.hub.cli.dicom;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.ValueRules;
import ua.vuzol.dicom.io.DicomObject;

/** What {@link Dump} prints, for programs: an array of files with their elements in order. */
final class DumpJson implements DumpWalk.Visitor, AutoCloseable {
    private final JsonGenerator json;
    private final int most;

    /** @param most characters of a value after which it is cut */
    DumpJson(Writer out, int most) throws IOException {
        this.json = new JsonFactory()
                .createGenerator(out)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .useDefaultPrettyPrinter();
        this.most = most;
        json.writeStartArray();
    }

    void print(Path file, DicomObject object) throws IOException {
        json.writeStartObject();
        json.writeStringField("file", file.toString());
        json.writeStringField("transferSyntax", object.transferSyntax().uid());
        json.writeArrayFieldStart("elements");
        DumpWalk.of(object.fileMeta(), this);
        DumpWalk.of(object.dataSet(), this);
        json.writeEndArray();
        json.writeEndObject();
    }

    @Override
    public void element(DataSet holder, Element element, int level) throws IOException {
        json.writeStartObject();
        json.writeNumberField("level", level);
        json.writeStringField("tag", Tag.format(element.tag()));
        json.writeStringField("vr", element.vrCode());
        json.writeNumberField("length", element.value().length());
        json.writeStringField("keyword", Dump.name(holder, element));
        json.writeStringField("value", ElementText.of(element, most));
        List<String> violations = ValueRules.violations(element);
        if (!violations.isEmpty()) {
            json.writeArrayFieldStart("warnings");
            for (String violation : violations) {
                json.writeString(violation);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    @Override
    public void item(int number, int level) throws IOException {
        json.writeStartObject();
        json.writeNumberField("level", level);
        json.writeNumberField("item", number);
        json.writeEndObject();
    }

    @Override
    public void close() throws IOException {
        json.writeEndArray();
        json.writeRaw('\n');
        json.close();
    }
}
