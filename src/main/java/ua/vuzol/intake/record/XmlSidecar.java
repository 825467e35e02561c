package ua.vuzol.intake.record;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import ua.vuzol.intake.UnreadableInputException;

/**
 * XML: attributes and descendants of a record element are its fields, {@code a/b} named {@code a.b}. Document types are
 * refused, for they are where the bombs are.
 */
final class XmlSidecar {

    /** An element that is open; {@code field} is its name within the record, empty for the record itself. */
    private static final class Open {
        private final String name;
        private final Optional<String> field;
        private final StringBuilder text = new StringBuilder();
        private boolean hasChildren;

        private Open(String name, Optional<String> field) {
            this.name = name;
            this.field = field;
        }
    }

    private final String wanted;
    private final RecordCollector records;
    private final Deque<Open> open = new ArrayDeque<>();

    XmlSidecar(SidecarSpec spec, RecordCollector records) {
        this.wanted = spec.option("record", "");
        this.records = records;
    }

    void read(Reader text) throws IOException {
        try {
            XMLStreamReader xml = factory().createXMLStreamReader(text);
            while (xml.hasNext()) {
                event(xml);
            }
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof IOException disk) {
                throw disk;
            }
            throw new UnreadableInputException(
                    "The XML breaks at line " + line(e) + "; let the device write the file again.", e);
        }
        if (records.count() == 0) {
            throw new UnreadableInputException(
                    "The XML holds no element \"" + wanted + "\"; check the option record in the source's profile.");
        }
    }

    private static int line(XMLStreamException e) {
        return e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }

    private void event(XMLStreamReader xml) throws XMLStreamException {
        switch (xml.next()) {
            case XMLStreamConstants.DTD -> throw new UnreadableInputException(
                    "The XML declares a document type, which is refused; let the device write plain elements.");
            case XMLStreamConstants.ENTITY_REFERENCE -> throw new UnreadableInputException(
                    "The XML refers to the entity " + xml.getLocalName() + ", which XML itself does not have.");
            case XMLStreamConstants.START_ELEMENT -> start(xml);
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> characters(xml);
            case XMLStreamConstants.END_ELEMENT -> end();
            default -> {}
        }
    }

    private void start(XMLStreamReader xml) {
        if (open.size() == records.limits().depth()) {
            throw new UnreadableInputException(
                    "The XML nests deeper than " + records.limits().depth() + " elements.");
        }
        String name = xml.getLocalName();
        Open parent = open.peek();
        Optional<String> field = Optional.empty();
        if (parent != null && parent.field.isPresent()) {
            parent.hasChildren = true;
            field = Optional.of(join(parent.field.get(), name));
        } else if (isRecord(name)) {
            field = Optional.of("");
        }
        open.push(new Open(name, field));
        if (field.isPresent()) {
            for (int i = 0; i < xml.getAttributeCount(); i++) {
                records.field(join(field.get(), xml.getAttributeLocalName(i)), xml.getAttributeValue(i));
            }
        }
    }

    private boolean isRecord(String name) {
        if (wanted.isEmpty()) {
            return open.isEmpty();
        }
        if (!wanted.contains("/")) {
            return wanted.equals(name);
        }
        List<String> path = new ArrayList<>();
        open.descendingIterator().forEachRemaining(element -> path.add(element.name));
        path.add(name);
        return String.join("/", path).equals(wanted.startsWith("/") ? wanted.substring(1) : wanted);
    }

    private void characters(XMLStreamReader xml) {
        Open element = open.peek();
        if (element != null && element.field.isPresent()) {
            element.text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
            records.checkLength(element.text.length());
        }
    }

    private void end() {
        Open element = open.pop();
        if (element.field.isEmpty()) {
            return;
        }
        boolean isRecord = element.field.get().isEmpty();
        String text = element.text.toString().strip();
        if (!text.isEmpty() || !element.hasChildren && !isRecord) {
            records.field(isRecord ? element.name : element.field.get(), text);
        }
        if (isRecord) {
            records.endRecord();
        }
    }

    private static String join(String parent, String name) {
        return parent.isEmpty() ? name : parent + "." + name;
    }
}
