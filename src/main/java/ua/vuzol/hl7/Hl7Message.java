package ua.vuzol.hl7;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A message that was decoded and parsed: all versions alike, unknown segments kept. */
public final class Hl7Message {
    private final long id;
    private final String partner;
    private final Optional<Instant> time;
    private final List<Hl7Segment> segments;
    private final List<String> notes = new ArrayList<>();

    Hl7Message(long id, String partner, Optional<Instant> time, List<Hl7Segment> segments) {
        this.id = id;
        this.partner = partner;
        this.time = time;
        this.segments = List.copyOf(segments);
    }

    /** Key of the ledger's row. */
    public long id() {
        return id;
    }

    /** Name in {@code mappings/hl7/partners.yaml}; {@link Partner#UNLISTED} for a sender that is not listed. */
    public String partner() {
        return partner;
    }

    /** MSH-9.1: {@code ADT}. */
    public String type() {
        return header().text(9).orElse("");
    }

    /** MSH-9.2, else EVN-1: {@code A08}. */
    public String event() {
        return header().text(9, 2)
                .or(() -> segment("EVN").flatMap(event -> event.text(1)))
                .orElse("");
    }

    /** MSH-12.1: {@code 2.5.1}. */
    public String version() {
        return header().text(12).orElse("");
    }

    /** MSH-10. */
    public String controlId() {
        return header().text(10).orElse("");
    }

    /** When what the message tells of was so: EVN-2, else MSH-7; in the zone {@code vuzol.zone} where it names none. */
    public Optional<Instant> time() {
        return time;
    }

    /** All, in order. */
    public List<Hl7Segment> segments() {
        return segments;
    }

    /** The first of that name. */
    public Optional<Hl7Segment> segment(String name) {
        return segments.stream().filter(segment -> segment.name().equals(name)).findFirst();
    }

    public List<Hl7Segment> segments(String name) {
        return segments.stream().filter(segment -> segment.name().equals(name)).toList();
    }

    /** Has the ledger say something of a message that is done: that it is older than what is known, say. No patient data. */
    public void note(String sentence) {
        notes.add(sentence);
    }

    List<String> notes() {
        return notes;
    }

    private Hl7Segment header() {
        return segments.get(0);
    }
}
