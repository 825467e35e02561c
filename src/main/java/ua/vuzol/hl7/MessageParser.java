package ua.vuzol.hl7;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.ErrorCode;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.Group;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.model.Structure;
import ca.uhn.hl7v2.parser.GenericModelClassFactory;
import ca.uhn.hl7v2.parser.ParserConfiguration;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.util.idgenerator.InMemoryIDGenerator;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Parses decoded messages by HAPI, in its generic model: one form for all versions, nothing validated, nothing lost. */
@Component
class MessageParser {
    private final PipeParser parser;
    private final ZoneId zone;

    /** @param zone of times that name none */
    MessageParser(@Value("${vuzol.zone}") ZoneId zone) {
        this.zone = zone;
        ParserConfiguration configuration = new ParserConfiguration();
        configuration.setAllowUnknownVersions(true);
        configuration.setValidating(false);
        // the usual one writes a file into the working directory
        configuration.setIdGenerator(new InMemoryIDGenerator());
        DefaultHapiContext context = new DefaultHapiContext(
                configuration, ValidationContextFactory.noValidation(), new GenericModelClassFactory());
        this.parser = context.getPipeParser();
    }

    /** @throws Hl7RejectedException if it cannot be parsed; its sentence has nothing of what the message says */
    Hl7Message parse(String text, Header header, String partner) {
        if (header.controlId().isEmpty()) {
            throw Hl7RejectedException.reject(
                    Hl7Error.REQUIRED_FIELD_MISSING, "MSH^1^10", "The message has no control id.");
        }
        if (!header.version().startsWith("2")) {
            throw Hl7RejectedException.reject(
                    Hl7Error.UNSUPPORTED_VERSION, "MSH^1^12", "Versions 2.1 to 2.8 of HL7 are understood.");
        }
        try {
            List<Hl7Segment> segments = segments(parser.parse(withUsualHeader(text, header)));
            return new Hl7Message(partner, time(segments), segments);
        } catch (HL7Exception e) {
            throw Hl7RejectedException.reject(code(e), "", "The message cannot be parsed as HL7 v2.");
        }
    }

    /** HAPI refuses a wrong MSH-2. */
    private static String withUsualHeader(String text, Header header) {
        String start = "MSH" + header.separator() + header.delimiters() + header.separator();
        if (text.startsWith(start)) {
            return text;
        }
        int third = text.indexOf(header.separator(), 4);
        return start + text.substring(third < 0 ? text.length() : third + 1);
    }

    private static Hl7Error code(HL7Exception e) {
        return e.getError() == ErrorCode.REQUIRED_FIELD_MISSING
                ? Hl7Error.REQUIRED_FIELD_MISSING
                : Hl7Error.SEGMENT_SEQUENCE;
    }

    private static List<Hl7Segment> segments(Message message) throws HL7Exception {
        List<Hl7Segment> segments = new ArrayList<>();
        collect(message, new HashMap<>(), segments);
        return segments;
    }

    private static void collect(Group group, Map<String, Integer> counts, List<Hl7Segment> segments)
            throws HL7Exception {
        for (String name : group.getNames()) {
            for (Structure structure : group.getAll(name)) {
                if (structure instanceof Segment segment) {
                    if (!segment.isEmpty()) {
                        segments.add(new Hl7Segment(segment, counts.merge(segment.getName(), 1, Integer::sum)));
                    }
                } else {
                    collect((Group) structure, counts, segments);
                }
            }
        }
    }

    private Optional<Instant> time(List<Hl7Segment> segments) {
        Hl7Segment header = segments.get(0);
        return segments.stream()
                .filter(segment -> segment.name().equals("EVN"))
                .findFirst()
                .flatMap(event -> event.text(2))
                .flatMap(text -> Hl7Times.instant(text, zone))
                .or(() -> header.text(7).flatMap(text -> Hl7Times.instant(text, zone)));
    }
}
