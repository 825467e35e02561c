package ua.vuzol.hub.cli.dicom;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Dictionary;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.PrivateDictionary;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.Value;
import ua.vuzol.dicom.data.ValueRules;
import ua.vuzol.dicom.io.DicomObject;

/** Prints an object for people, an element on a line: tag, VR, bytes, keyword, value; below it what is wrong with it. */
final class Dump implements DumpWalk.Visitor {
    private static final String INDENT = "  ";
    private static final int KEYWORD_WIDTH = 30;

    private final PrintWriter out;
    private final int most;

    /** @param most characters of a value after which it is cut */
    Dump(PrintWriter out, int most) {
        this.out = out;
        this.most = most;
    }

    void print(DicomObject object) throws IOException {
        DumpWalk.of(object.fileMeta(), this);
        Optional<String> declared = object.fileMeta().string(Tag.TransferSyntaxUID);
        String found = TransferSyntaxConverter.name(object.transferSyntax());
        if (declared.isEmpty()) {
            String missing = object.fileMeta().isEmpty() ? "File Meta Information" : "transfer syntax declared";
            warn("there is no " + missing + "; the data set is read as " + found, 0);
        } else if (!declared.equals(Optional.of(object.transferSyntax().uid()))) {
            warn("the data set is not in the transfer syntax that is declared; it is read as " + found, 0);
        }
        DumpWalk.of(object.dataSet(), this);
    }

    @Override
    public void element(DataSet holder, Element element, int level) throws IOException {
        String length = element.value().length() < 0
                ? "-"
                : String.valueOf(element.value().length());
        String head =
                "%s%s %s %6s  ".formatted(INDENT.repeat(2 * level), Tag.format(element.tag()), vr(element), length);
        String value = ElementText.of(element, most);
        String name = name(holder, element);
        out.println((head + name + " ".repeat(Math.max(0, KEYWORD_WIDTH - name.length())) + INDENT + value)
                .stripTrailing());
        if (!(element.value() instanceof Value.Items)) {
            ValueRules.violations(element).forEach(violation -> warn(violation, level));
        }
    }

    @Override
    public void item(int number, int level) {
        out.println(INDENT.repeat(2 * level - 1) + "item " + number);
    }

    void warn(String problem, int level) {
        out.println(INDENT.repeat(2 * level) + "! " + problem);
    }

    private static String vr(Element element) {
        return Printable.of(element.vrCode());
    }

    /** The keyword, or for a private element its manufacturer's name for it. */
    static String name(DataSet holder, Element element) {
        int tag = element.tag();
        if (Tag.isPrivateCreator(tag)) {
            return "PrivateCreator";
        }
        if (Tag.isPrivate(tag) && !Tag.isGroupLength(tag)) {
            return PrivateDictionary.standard()
                    .lookup(holder, tag)
                    .map(entry -> "[" + entry.name() + "]")
                    .orElse("?");
        }
        return Dictionary.standard().lookup(tag).map(Dictionary.Entry::keyword).orElse("?");
    }
}
