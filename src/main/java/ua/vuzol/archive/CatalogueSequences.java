package ua.vuzol.archive;

import java.util.List;
import java.util.Set;
import ua.vuzol.archive.query.SequenceTags;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Value;
import ua.vuzol.query.JsonItems;

/** Writes the sequences that queries may ask for as {@link SequenceTags} describes: what can be matched, text and items. */
final class CatalogueSequences {
    private CatalogueSequences() {}

    static String ofStudy(DataSet dataSet) {
        return json(dataSet, SequenceTags.STUDY);
    }

    static String ofSeries(DataSet dataSet) {
        return json(dataSet, SequenceTags.SERIES);
    }

    static String ofInstance(DataSet dataSet) {
        return json(dataSet, SequenceTags.INSTANCE);
    }

    private static String json(DataSet dataSet, Set<Integer> tags) {
        StringBuilder out = new StringBuilder("{");
        for (int tag : tags) {
            List<DataSet> items = dataSet.items(tag);
            if (!items.isEmpty()) {
                name(tag, out);
                items(items, out);
            }
        }
        return out.append('}').toString();
    }

    private static void items(List<DataSet> items, StringBuilder out) {
        out.append('[');
        for (DataSet item : items) {
            comma(out);
            item(item, out);
        }
        out.append(']');
    }

    private static void item(DataSet item, StringBuilder out) {
        out.append('{');
        for (Element element : item) {
            if (element.value() instanceof Value.Items nested) {
                name(element.tag(), out);
                items(nested.dataSets(), out);
            } else if (element.vr().isText() && element.value() instanceof Value.Bytes) {
                name(element.tag(), out);
                values(element, out);
            }
        }
        out.append('}');
    }

    private static void values(Element element, StringBuilder out) {
        out.append('[');
        for (String value : element.strings()) {
            comma(out);
            string(Values.clean(value), out);
        }
        out.append(']');
    }

    private static void name(int tag, StringBuilder out) {
        comma(out);
        out.append('"').append(JsonItems.key(tag)).append("\":");
    }

    private static void comma(StringBuilder out) {
        char last = out.charAt(out.length() - 1);
        if (last != '{' && last != '[') {
            out.append(',');
        }
    }

    private static void string(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
