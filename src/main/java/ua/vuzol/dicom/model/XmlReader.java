package ua.vuzol.dicom.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.io.ReadOptions;

/**
 * Reads the Native DICOM Model. No entity but the five of XML itself is expanded and a document type declaration is refused, so
 * that a document can neither grow nor make this machine open something.
 */
final class XmlReader {

    /** Characters that the parser reads ahead, and of mark-up beside the values. */
    private static final int SLACK = 64 * 1024;

    /** An XML element being read. */
    private enum Kind {
        DOCUMENT,
        DATA_SET,
        ATTRIBUTE,
        ITEM,
        VALUE,
        PERSON_NAME,
        GROUP,
        COMPONENT,
        INLINE_BINARY,
        BULK_DATA
    }

    private final GuardedReader guarded;
    private final XMLStreamReader xml;
    private final DataSetBuilder builder;
    private final Deque<Kind> open = new ArrayDeque<>();
    private Optional<DataSet> read = Optional.empty();

    private final StringBuilder text = new StringBuilder();
    private Optional<Base64Input> binary = Optional.empty();
    private NameGroups name = new NameGroups();
    private NameGroups.Kind group = NameGroups.Kind.ALPHABETIC;
    private final Map<String, String> components = new HashMap<>();

    XmlReader(InputStream in, ReadOptions options, BulkDataResolver resolver) throws IOException {
        guarded = new GuardedReader(XmlEncoding.reader(in), options.maxHeapBytes() + SLACK);
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        open.push(Kind.DOCUMENT);
        try {
            xml = factory.createXMLStreamReader(guarded);
        } catch (XMLStreamException e) {
            throw notXml(e, new Position(1, 1), "");
        }
        builder = new DataSetBuilder(options, resolver, this::position);
    }

    private Position position() {
        return new Position(xml.getLocation().getLineNumber(), xml.getLocation().getColumnNumber());
    }

    DataSet read() throws IOException {
        try {
            while (xml.hasNext()) {
                event(xml.next());
                guarded.event();
            }
        } catch (XMLStreamException e) {
            throw notXml(e, position(), "");
        }
        return read.orElseThrow(() -> builder.failure("no NativeDicomModel"));
    }

    /** What to throw for what the parser found; its message is not passed on, since it may quote the document. */
    private ModelFormatException notXml(XMLStreamException e, Position position, String path) throws IOException {
        if (guarded.isBeyondLimit()) {
            return new ModelFormatException("a piece of mark-up larger than the heap may be", position, path);
        }
        if (guarded.failure().filter(CharacterCodingException.class::isInstance).isPresent()) {
            return new ModelFormatException("bytes that are not in the encoding of the document", position, path);
        }
        if (guarded.failure().isPresent()) {
            throw guarded.failure().get();
        }
        Position at = e.getLocation() == null
                ? position
                : new Position(e.getLocation().getLineNumber(), e.getLocation().getColumnNumber());
        return new ModelFormatException("it is not well-formed XML", at, path);
    }

    private void event(int type) throws IOException {
        switch (type) {
            case XMLStreamConstants.START_ELEMENT -> start(xml.getLocalName());
            case XMLStreamConstants.END_ELEMENT -> end();
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> characters();
            case XMLStreamConstants.DTD -> throw builder.failure("a document type declaration, which is refused");
            case XMLStreamConstants.ENTITY_REFERENCE -> throw builder.failure("an entity, which is refused");
            default -> {} // comments and processing instructions say nothing
        }
    }

    private void start(String element) {
        Kind kind = kind(element);
        switch (kind) {
            case DATA_SET -> builder.beginDataSet();
            case ATTRIBUTE -> attribute();
            case ITEM -> {
                number();
                builder.beginDataSet();
            }
            case VALUE -> number();
            case PERSON_NAME -> {
                number();
                name = new NameGroups();
            }
            case GROUP -> {
                group = NameGroups.Kind.named(element).orElseThrow();
                components.clear();
            }
            case INLINE_BINARY -> binary = Optional.of(builder.binary());
            case BULK_DATA -> builder.reference(uri());
            default -> {}
        }
        text.setLength(0);
        open.push(kind);
    }

    /** What an XML element is, which depends on where it stands. */
    private Kind kind(String element) {
        Kind kind =
                switch (open.element()) {
                    case DOCUMENT -> element.equals("NativeDicomModel") ? Kind.DATA_SET : Kind.DOCUMENT;
                    case DATA_SET, ITEM -> element.equals("DicomAttribute") ? Kind.ATTRIBUTE : Kind.DOCUMENT;
                    case ATTRIBUTE -> inAttribute(element);
                    case PERSON_NAME -> NameGroups.Kind.named(element).isPresent() ? Kind.GROUP : Kind.DOCUMENT;
                    case GROUP -> NameGroups.COMPONENTS.contains(element) ? Kind.COMPONENT : Kind.DOCUMENT;
                    default -> Kind.DOCUMENT;
                };
        if (kind == Kind.DOCUMENT) {
            throw builder.failure("an XML element that the Native DICOM Model does not have here");
        }
        return kind;
    }

    private static Kind inAttribute(String element) {
        return switch (element) {
            case "Value" -> Kind.VALUE;
            case "PersonName" -> Kind.PERSON_NAME;
            case "Item" -> Kind.ITEM;
            case "InlineBinary" -> Kind.INLINE_BINARY;
            case "BulkData" -> Kind.BULK_DATA;
            default -> Kind.DOCUMENT;
        };
    }

    private void attribute() {
        int tag = attribute("tag")
                .map(Tags::parse)
                .flatMap(parsed -> parsed.isPresent() ? Optional.of(parsed.getAsInt()) : Optional.empty())
                .orElseThrow(() -> builder.failure("a DicomAttribute whose tag is not eight hexadecimal digits"));
        Optional<String> creator = attribute("privateCreator");
        builder.beginElement(creator.isPresent() && Tag.isPrivate(tag) ? builder.privateTag(tag, creator.get()) : tag);
        attribute("vr").ifPresent(builder::vr);
    }

    private void number() {
        Optional<String> number = attribute("number");
        if (number.isPresent()) {
            if (!number.get().matches("[0-9]{1,9}")) {
                throw builder.failure("a number that is none");
            }
            builder.number(Long.parseLong(number.get()));
        }
    }

    private String uri() {
        return attribute("uri")
                .or(() -> attribute("uuid").map(uuid -> "urn:uuid:" + uuid))
                .orElseThrow(() -> builder.failure("BulkData with neither uri nor uuid"));
    }

    private Optional<String> attribute(String attribute) {
        return Optional.ofNullable(xml.getAttributeValue(null, attribute));
    }

    private void characters() {
        Kind kind = open.element();
        if (kind == Kind.VALUE || kind == Kind.COMPONENT) {
            if (text.length() + xml.getTextLength() > builder.room()) {
                throw builder.failure("a value of more bytes than the heap may have");
            }
            text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
        } else if (kind == Kind.INLINE_BINARY) {
            for (int i = 0; i < xml.getTextLength(); i++) {
                binary.get().accept(xml.getTextCharacters()[xml.getTextStart() + i]);
            }
        } else if (!xml.isWhiteSpace()) {
            throw builder.failure("text where the Native DICOM Model has none");
        }
    }

    private void end() throws IOException {
        switch (open.pop()) {
            case DATA_SET -> read = builder.endDataSet();
            case ITEM -> builder.endDataSet();
            case ATTRIBUTE -> builder.endElement();
            case VALUE -> builder.text(text.toString());
            case COMPONENT -> once(components.put(xml.getLocalName(), text.toString()) == null);
            case GROUP -> once(name.put(group, joined()));
            case PERSON_NAME -> builder.name(name);
            case INLINE_BINARY -> builder.binary(binary.get());
            default -> {}
        }
    }

    private void once(boolean first) {
        if (!first) {
            throw builder.failure("the same part of a person name twice");
        }
    }

    private String joined() {
        String all = String.join(
                "^",
                NameGroups.COMPONENTS.stream()
                        .map(component -> components.getOrDefault(component, ""))
                        .toList());
        return NameGroups.withoutTrailing('^', all);
    }
}
