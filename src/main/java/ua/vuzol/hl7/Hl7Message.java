package ua.vuzol.hl7;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A message that was decoded and parsed: all versions alike, unknown segments kept. */
public final class Hl7Message {
    private final String partner;
    private final Optional<Instant> time;
    private final List<Hl7Segment> segments;
    private final Map<Class<?>, Object> attached = new HashMap<>();
    private final List<String> notes = new ArrayList<>();
    private int notesOfPreparing;
    private long id;

    Hl7Message(String partner, Optional<Instant> time, List<Hl7Segment> segments) {
        this.partner = partner;
        this.time = time;
        this.segments = List.copyOf(segments);
    }

    /** All that is known before the message is done has been found out. */
    void prepared() {
        notesOfPreparing = notes.size();
    }

    /** It is done now, perhaps not for the first time: what was noted at another try does not count. */
    void begin(long key) {
        this.id = key;
        notes.subList(notesOfPreparing, notes.size()).clear();
    }

    /** Key of the ledger's row; there is none while the message is prepared. */
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

    /** Keeps what a room has found out for when it does the message, or for rooms that come after it. */
    public <T> void attach(Class<T> kind, T thing) {
        attached.put(kind, thing);
    }

    /** What was attached. */
    public <T> T attached(Class<T> kind) {
        return Optional.ofNullable(kind.cast(attached.get(kind)))
                .orElseThrow(() -> new IllegalStateException("No " + kind.getSimpleName() + " is attached"));
    }

    List<String> notes() {
        return notes;
    }

    private Hl7Segment header() {
        return segments.get(0);
    }
}
