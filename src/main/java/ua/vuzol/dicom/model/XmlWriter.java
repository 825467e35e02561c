package ua.vuzol.dicom.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Dictionary;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;

/** Writes a data set as the Native DICOM Model (PS3.19 A.1.5). */
final class XmlWriter implements ModelWalk.Visitor {

    static final String NAMESPACE = "http://dicom.nema.org/PS3.19/models/NativeDICOM";

    private final XmlOutput out;
    private final ModelOptions options;
    private int number;

    XmlWriter(XmlOutput out, ModelOptions options) {
        this.out = out;
        this.options = options;
    }

    void write(DataSet dataSet) throws IOException {
        out.open("NativeDicomModel").attribute("xmlns", NAMESPACE).attribute("xml:space", "preserve");
        new ModelWalk(options, XmlOutput::isRepresentable, this).of(dataSet);
        out.close();
    }

    @Override
    public void element(DataSet in, int tag, Shown shown) throws IOException {
        open(in, tag, shown.vr());
        if (shown.form() instanceof Shown.Reference reference) {
            out.open("BulkData").attribute("uri", reference.uri()).close();
        } else if (shown.form() instanceof Shown.Binary binary) {
            out.open("InlineBinary");
            out.base64(binary.data());
            out.close();
        } else if (shown.form() instanceof Shown.Values values && shown.vr() == VR.PN) {
            names(values);
        } else if (shown.form() instanceof Shown.Values values) {
            number = 0;
            values.source().to(value -> value("Value", () -> text(value)));
        }
        out.close();
    }

    @Override
    public void openSequence(DataSet in, int tag) throws IOException {
        open(in, tag, VR.SQ);
    }

    @Override
    public void openItem(int itemNumber) throws IOException {
        out.open("Item").attribute("number", String.valueOf(itemNumber));
    }

    @Override
    public void closeItem() throws IOException {
        out.close();
    }

    @Override
    public void closeSequence() throws IOException {
        out.close();
    }

    private void open(DataSet in, int tag, VR vr) throws IOException {
        Optional<String> creator = in.privateCreator(tag).filter(XmlOutput::isRepresentable);
        // A.1.5.2: the block is left out, for the creator says it; but not where the creator has two of them
        boolean withoutBlock = creator.isPresent() && blocks(in, tag, creator.get()) == 1;
        int shown = withoutBlock ? tag & 0xFFFF00FF : tag;
        out.open("DicomAttribute").attribute("tag", Tags.format(shown)).attribute("vr", vr.name());
        Optional<String> keyword =
                Dictionary.standard().lookup(tag).map(Dictionary.Entry::keyword).filter(word -> !word.isEmpty());
        if (keyword.isPresent()) {
            out.attribute("keyword", keyword.get());
        }
        if (creator.isPresent()) {
            out.attribute("privateCreator", creator.get());
        }
    }

    private static long blocks(DataSet in, int tag, String creator) {
        return in.stream()
                .filter(element -> Tag.isPrivateCreator(element.tag()) && Tag.group(element.tag()) == Tag.group(tag))
                .filter(element -> element.string().filter(creator::equals).isPresent())
                .count();
    }

    /** What is in a numbered element. */
    @FunctionalInterface
    private interface Content {
        void write() throws IOException;
    }

    private void value(String element, Content content) throws IOException {
        number++;
        out.open(element).attribute("number", String.valueOf(number));
        content.write();
        out.close();
    }

    private void text(String text) throws IOException {
        if (!text.isEmpty()) {
            out.text(text);
        }
    }

    /** A name of delimiters alone is none. */
    private void names(Shown.Values values) throws IOException {
        List<NameGroups> names = new ArrayList<>();
        values.source().to(value -> names.add(NameGroups.of(value)));
        number = 0;
        if (names.size() > 1 || !isEmpty(names.get(0))) {
            for (NameGroups groups : names) {
                value("PersonName", () -> name(groups));
            }
        }
    }

    private static boolean isEmpty(NameGroups groups) {
        return Arrays.stream(NameGroups.Kind.values())
                .allMatch(kind -> groups.of(kind).replace("^", "").isEmpty());
    }

    private void name(NameGroups groups) throws IOException {
        for (NameGroups.Kind kind : NameGroups.Kind.values()) {
            List<String> components = NameGroups.components(groups.of(kind));
            if (!components.stream().allMatch(String::isEmpty)) {
                out.open(kind.modelName());
                for (int i = 0; i < components.size(); i++) {
                    if (!components.get(i).isEmpty()) {
                        out.open(NameGroups.COMPONENTS.get(i));
                        out.text(components.get(i));
                        out.close();
                    }
                }
                out.close();
            }
        }
    }
}
