package ua.vuzol.hl7;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A message. */
public final class Hl7Message {
    private final long id;
    private final String partner;
    private final List<Hl7Segment> segments = new ArrayList<>();

    public Hl7Message(long id, String partner, String text) {
        this.id = id;
        this.partner = partner;
        for (String line : text.split("[\r\n]+")) {
            String name = line.split("\\|", 2)[0];
            segments.add(new Hl7Segment(line, segments(name).size() + 1));
        }
    }

    public long id() {
        return id;
    }

    public String partner() {
        return partner;
    }

    public String type() {
        return segments.get(0).text(9, 1).orElse("");
    }

    public String event() {
        return segments.get(0).text(9, 2).orElse("");
    }

    public String version() {
        return segments.get(0).text(12).orElse("");
    }

    public String controlId() {
        return segments.get(0).text(10).orElse("");
    }

    public Optional<Instant> time() {
        return segment("EVN")
                .flatMap(evn -> evn.text(2))
                .or(() -> segments.get(0).text(7))
                .map(text -> LocalDateTime.parse(text.substring(0, 14), DateTimeFormatter.ofPattern("yyyyMMddHHmmss"))
                        .atZone(ZoneId.of("Europe/Kyiv"))
                        .toInstant());
    }

    public List<Hl7Segment> segments() {
        return List.copyOf(segments);
    }

    public Optional<Hl7Segment> segment(String name) {
        return segments(name).stream().findFirst();
    }

    public List<Hl7Segment> segments(String name) {
        return segments.stream().filter(each -> each.name().equals(name)).toList();
    }
}
