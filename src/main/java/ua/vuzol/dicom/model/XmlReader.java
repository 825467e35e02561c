package ua.vuzol.dicom.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.io.ReadOptions;

/**
 * Reads the Native DICOM Model, with or without its namespace. A document type is refused, so that no entity is expanded; what
 * is open is on a stack of its own.
 */
final class XmlReader {

    private enum Kind {
        MODEL,
        ATTRIBUTE,
        ITEM,
        VALUE,
        PERSON_NAME,
        GROUP,
        COMPONENT,
        INLINE_BINARY,
        BULK_DATA
    }

    private final XMLStreamReader in;
    private final DataSetBuilder builder;
    private final Deque<Kind> open = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();

    private Optional<Base64Input> binary = Optional.empty();
    private NameGroups name = new NameGroups();
    private NameGroups.Kind group = NameGroups.Kind.ALPHABETIC;
    private String[] components = {};
    private int component;
    private int values;
    private Optional<DataSet> result = Optional.empty();

    XmlReader(InputStream stream, ReadOptions options, BulkDataResolver resolver) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        try {
            in = factory.createXMLStreamReader(XmlEncoding.reader(stream));
        } catch (XMLStreamException e) {
            throw new ModelFormatException("what is no XML", position(e.getLocation()), "");
        }
        builder = new DataSetBuilder(options, resolver, () -> position(in.getLocation()));
    }

    private static Position position(Location location) {
        return location == null
                ? new Position(1, 1)
                : new Position(location.getLineNumber(), location.getColumnNumber());
    }

    DataSet read() throws IOException {
        try {
            while (in.hasNext()) {
                switch (in.next()) {
                    case XMLStreamConstants.START_ELEMENT -> start();
                    case XMLStreamConstants.END_ELEMENT -> end();
                    case XMLStreamConstants.CHARACTERS,
                            XMLStreamConstants.CDATA,
                            XMLStreamConstants.SPACE -> characters();
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> throw builder.failure(
                            "a document type or entity, which the model has not");
                    default -> {
                        // comments and processing instructions mean nothing
                    }
                }
            }
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof IOException broken && !(broken instanceof CharacterCodingException)) {
                throw broken;
            }
            // its message quotes the document
            throw builder.failure("what is no XML");
        }
        return result.orElseThrow(() -> builder.failure("no NativeDicomModel"));
    }

    private void start() throws IOException {
        Optional<Kind> parent = Optional.ofNullable(open.peek());
        Kind kind = kind(parent, in.getLocalName());
        open.push(kind);
        switch (kind) {
            case MODEL, ITEM -> builder.beginDataSet();
            case ATTRIBUTE -> attribute();
            case VALUE -> text.setLength(0);
            case PERSON_NAME -> {
                name = new NameGroups();
                numbered();
            }
            case GROUP -> {
                group = NameGroups.Kind.named(in.getLocalName()).orElseThrow();
                components = new String[] {"", "", "", "", ""};
            }
            case COMPONENT -> {
                component = NameGroups.COMPONENTS.indexOf(in.getLocalName());
                text.setLength(0);
            }
            case INLINE_BINARY -> binary = Optional.of(builder.binary());
            case BULK_DATA -> builder.reference(uri());
        }
        if (kind == Kind.VALUE) {
            numbered();
        }
    }

    private Kind kind(Optional<Kind> parent, String element) {
        boolean inDataSet =
                parent.filter(kind -> kind == Kind.MODEL || kind == Kind.ITEM).isPresent();
        boolean inAttribute = parent.filter(kind -> kind == Kind.ATTRIBUTE).isPresent();
        if (parent.isEmpty() && element.equals("NativeDicomModel")) {
            return Kind.MODEL;
        }
        if (inDataSet && element.equals("DicomAttribute")) {
            return Kind.ATTRIBUTE;
        }
        if (inAttribute) {
            switch (element) {
                case "Value":
                    return Kind.VALUE;
                case "PersonName":
                    return Kind.PERSON_NAME;
                case "Item":
                    return Kind.ITEM;
                case "InlineBinary":
                    return Kind.INLINE_BINARY;
                case "BulkData":
                    return Kind.BULK_DATA;
                default:
                    throw builder.failure("an XML element that the model has not here");
            }
        }
        if (parent.filter(kind -> kind == Kind.PERSON_NAME).isPresent()
                && NameGroups.Kind.named(element).isPresent()) {
            return Kind.GROUP;
        }
        if (parent.filter(kind -> kind == Kind.GROUP).isPresent() && NameGroups.COMPONENTS.contains(element)) {
            return Kind.COMPONENT;
        }
        throw builder.failure("an XML element that the model has not here");
    }

    private void attribute() {
        OptionalInt tag = Tags.parse(attribute("tag").orElse(""));
        builder.beginElement(
                tag.orElseThrow(() -> builder.failure("an attribute without a tag of eight hexadecimal digits")));
        attribute("vr").ifPresent(builder::vr);
        attribute("privateCreator").ifPresent(builder::privateCreator);
        values = 0;
    }

    private Optional<String> attribute(String attribute) {
        return Optional.ofNullable(in.getAttributeValue(null, attribute));
    }

    private String uri() {
        return attribute("uri")
                .or(() -> attribute("uuid").map("urn:uuid:"::concat))
                .orElseThrow(() -> builder.failure("bulk data without a URI"));
    }

    /** Values that are not there, between the numbers of those that are, are empty ones. */
    private void numbered() {
        int number = attribute("number")
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(Integer::parseInt)
                .orElse(values + 1);
        if (number <= values) {
            throw builder.failure("values that are not in the order of their numbers");
        }
        while (++values < number) {
            builder.nothing();
        }
    }

    private void characters() {
        Kind kind = open.isEmpty() ? Kind.MODEL : open.peek();
        if (kind == Kind.VALUE || kind == Kind.COMPONENT) {
            if (text.length() + in.getTextLength() > builder.room()) {
                throw builder.failure("values of more bytes than the heap may have");
            }
            text.append(in.getTextCharacters(), in.getTextStart(), in.getTextLength());
        } else if (kind == Kind.INLINE_BINARY) {
            in.getText().chars().forEach(c -> binary.orElseThrow().accept((char) c));
        } else if (!in.getText().isBlank()) {
            throw builder.failure("text outside of a value");
        }
    }

    private void end() throws IOException {
        switch (open.pop()) {
            case MODEL -> result = builder.endDataSet();
            case ITEM -> builder.endDataSet();
            case ATTRIBUTE -> builder.endElement();
            case VALUE -> builder.text(text.toString());
            case PERSON_NAME -> builder.name(name);
            case GROUP -> name.put(group, NameGroups.withoutTrailing('^', String.join("^", components)));
            case COMPONENT -> components[component] = text.toString();
            case INLINE_BINARY -> builder.binary(binary.orElseThrow());
            case BULK_DATA -> {
                // its URI was taken at its beginning
            }
        }
    }
}
