package ua.vuzol.hub.cli.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import ua.vuzol.dicom.data.BulkData;
import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Uid;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;

/** Values of elements as people read them. */
final class ElementText {
    private static final int MAX_CELL = 64;

    private ElementText() {}

    /** For a cell of a table: values with backslashes between them, cut where they are long. */
    static String ofCell(Element element) {
        return element.value() instanceof Value.Items items
                ? items(items)
                : Printable.of(cut(String.join("\\", element.strings()), MAX_CELL));
    }

    /**
     * The value of an element, or what it is if it is not text.
     *
     * @param most characters of text, or bytes shown as hexadecimal digits, after which it is cut
     */
    static String of(Element element, int most) throws IOException {
        if (element.value() instanceof Value.Items items) {
            return items(items) + (items.delimited() ? ", undefined length" : "");
        }
        if (element.value() instanceof Value.Fragments fragments) {
            return fragments(fragments.fragments());
        }
        if (element.value() instanceof Value.Bulk bulk && (most < Integer.MAX_VALUE || !isReadable(element.vr()))) {
            return bulk(bulk.data());
        }
        List<String> values = strings(element);
        if (values.isEmpty()) {
            return element.isEmpty() ? "" : hex(element, most);
        }
        String text = Printable.of(cut(String.join("\\", values), most));
        return element.vr() == VR.UI ? text + names(values) : text;
    }

    private static String names(List<String> uids) {
        String names = uids.stream().flatMap(uid -> Uid.name(uid).stream()).collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : " = " + names;
    }

    /** None where they cannot be decoded, such as text that is too long. */
    private static List<String> strings(Element element) {
        try {
            return element.strings();
        } catch (DicomException e) {
            return List.of();
        }
    }

    private static boolean isReadable(VR vr) {
        return vr.isText() || vr.isNumeric();
    }

    private static String items(Value.Items items) {
        int count = items.dataSets().size();
        return count == 1 ? "1 item" : count + " items";
    }

    private static String fragments(List<BulkData> all) {
        List<BulkData> fragments = all.subList(Math.min(1, all.size()), all.size());
        long offsets = all.isEmpty() ? 0 : all.get(0).length() / 4;
        long bytes = fragments.stream().mapToLong(BulkData::length).sum();
        return fragments.size() + (fragments.size() == 1 ? " fragment" : " fragments") + " of " + bytes + " bytes"
                + (offsets == 0 ? ", no offset table" : ", offset table of " + offsets);
    }

    private static String bulk(BulkData data) {
        String place = data instanceof BulkData.FileRange range ? " at byte " + range.offset() : "";
        return "(" + data.length() + " bytes" + place + ")";
    }

    private static String hex(Element element, int most) throws IOException {
        BulkData data = element.value() instanceof Value.Bulk bulk ? bulk.data() : BulkData.of(element.bytes());
        int shown = (int) Math.min(data.length(), most / 3);
        try (InputStream in = data.open()) {
            String digits = HexFormat.ofDelimiter(" ").formatHex(in.readNBytes(shown));
            return shown < data.length() ? digits + "... (" + data.length() + " bytes)" : digits;
        }
    }

    private static String cut(String text, int most) {
        int length = text.codePointCount(0, text.length());
        return length <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most)) + "... (" + length + " characters)";
    }
}
