package ua.vuzol.dicom.model;

import java.io.IOException;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.VR;

/** Writes data sets as DICOM JSON Model objects (PS3.18 F.2.2). */
final class JsonWriter implements ModelWalk.Visitor {

    private final JsonOutput out;
    private final ModelOptions options;

    JsonWriter(JsonOutput out, ModelOptions options) {
        this.out = out;
        this.options = options;
    }

    void write(DataSet dataSet) throws IOException {
        out.open('{');
        new ModelWalk(options, text -> true, this).of(dataSet);
        out.close('}');
    }

    @Override
    public void element(DataSet in, int tag, Shown shown) throws IOException {
        open(tag, shown.vr());
        if (shown.form() instanceof Shown.Reference reference) {
            out.name("BulkDataURI");
            out.string(reference.uri());
        } else if (shown.form() instanceof Shown.Binary binary) {
            out.name("InlineBinary");
            out.base64(binary.data());
        } else if (shown.form() instanceof Shown.Values values) {
            out.name("Value");
            out.open('[');
            values.source().to(value -> value(shown.vr(), value));
            out.close(']');
        }
        out.close('}');
    }

    @Override
    public void openSequence(DataSet in, int tag) throws IOException {
        open(tag, VR.SQ);
        out.name("Value");
        out.open('[');
    }

    @Override
    public void openItem(int number) throws IOException {
        out.open('{');
    }

    @Override
    public void closeItem() throws IOException {
        out.close('}');
    }

    @Override
    public void closeSequence() throws IOException {
        out.close(']');
        out.close('}');
    }

    private void open(int tag, VR vr) throws IOException {
        out.name(Tags.format(tag));
        out.open('{');
        out.name("vr");
        out.string(vr.name());
    }

    private void value(VR vr, String text) throws IOException {
        if (text.isEmpty()) {
            out.literal("null"); // F.2.5
        } else if (vr == VR.PN) {
            name(NameGroups.of(text));
        } else if (JsonNumbers.isNumber(vr, text)) {
            out.literal(text);
        } else {
            out.string(text);
        }
    }

    private void name(NameGroups groups) throws IOException {
        out.open('{');
        for (NameGroups.Kind kind : NameGroups.Kind.values()) {
            if (!groups.of(kind).isEmpty()) {
                out.name(kind.modelName());
                out.string(groups.of(kind));
            }
        }
        out.close('}');
    }
}
