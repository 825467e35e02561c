package ua.vuzol.delivery;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import ua.vuzol.mapping.HotMapping;
import ua.vuzol.mapping.MappingFile;
import ua.vuzol.peers.Answers;

/** Reads {@code mappings/destinations.yaml}. */
final class DestinationsFile {
    private static final Duration USUAL_PATIENCE = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private DestinationsFile() {}

    static HotMapping<Map<String, Destination>> open(Path mappings, ZoneId zone) {
        return new HotMapping<>(
                mappings.resolve("destinations.yaml"),
                mappings.resolve("destinations.schema.json"),
                root -> destinations(root, zone));
    }

    private static Map<String, Destination> destinations(MappingFile.Entry root, ZoneId zone) {
        Map<String, Destination> destinations = new LinkedHashMap<>();
        root.get("destinations")
                .members()
                .forEach((name, entry) -> destinations.put(name, destination(name, entry, zone)));
        return destinations;
    }

    private static Destination destination(String name, MappingFile.Entry entry, ZoneId zone) {
        return new Destination(
                name,
                entry.get("title").text().orElse(name),
                entry.get("active").node().asBoolean(true),
                entry.get("aeTitle").text().orElseThrow(),
                entry.get("host").text().orElseThrow(),
                entry.get("port").node().asInt(),
                entry.get("callingAeTitle").text(),
                optional(entry.get("tls")).map(DestinationsFile::tls),
                entry.get("receives").text().filter("all"::equals).isPresent(),
                optional(entry.get("answers")).map(DestinationsFile::answers),
                entry.get("transferSyntaxes").elements().stream()
                        .flatMap(uid -> uid.text().stream())
                        .toList(),
                entry.get("window").node().asInt(1),
                optional(entry.get("bytesPerSecond")).map(limit -> limit.node().asInt()),
                optional(entry.get("hours")).map(hours -> hours(hours, zone)).orElse(OpeningHours.ALWAYS),
                optional(entry.get("commitment"))
                        .map(commitment ->
                                new Destination.Commitment(duration(commitment.get("patience"), USUAL_PATIENCE))),
                entry.get("query").node().asBoolean(),
                retry(entry.get("retry")));
    }

    private static Optional<MappingFile.Entry> optional(MappingFile.Entry entry) {
        return entry.present() ? Optional.of(entry) : Optional.empty();
    }

    private static Destination.Tls tls(MappingFile.Entry entry) {
        return new Destination.Tls(
                entry.get("trusted").text().orElse(""),
                entry.get("certificates").text().orElse(""),
                entry.get("privateKey").text().orElse(""),
                entry.get("verifyHostName").node().asBoolean());
    }

    private static Answers answers(MappingFile.Entry entry) {
        Answers.CharacterSet characterSet = entry.get("characterSet")
                .text()
                .flatMap(text -> Arrays.stream(Answers.CharacterSet.values())
                        .filter(set ->
                                set.definedTerm().equals(text) || set.name().equals(text))
                        .findFirst())
                .orElse(Answers.CharacterSet.UTF_8);
        boolean latin = characterSet == Answers.CharacterSet.ASCII
                || entry.get("script").text().filter("latin"::equals).isPresent();
        return new Answers(characterSet, latin);
    }

    private static OpeningHours hours(MappingFile.Entry entry, ZoneId hospital) {
        return new OpeningHours(
                entry.get("zone")
                        .text()
                        .map(zone -> zone(zone, entry.get("zone")))
                        .orElse(hospital),
                entry.get("times").elements().stream()
                        .map(DestinationsFile::period)
                        .toList());
    }

    private static ZoneId zone(String text, MappingFile.Entry entry) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw entry.error("is no time zone; write one such as Europe/Kyiv");
        }
    }

    private static OpeningHours.Period period(MappingFile.Entry entry) {
        Duration from = sinceMidnight(entry.get("from").text().orElse("00:00"));
        Duration to = sinceMidnight(entry.get("to").text().orElse("24:00"));
        if (from.equals(DAY)) {
            throw entry.get("from").error("a day has no 24:00 to begin at; write 00:00 of the next day");
        }
        Duration length =
                to.compareTo(from) > 0 ? to.minus(from) : to.minus(from).plus(DAY);
        return new OpeningHours.Period(days(entry.get("days")), LocalTime.MIDNIGHT.plus(from), length);
    }

    /** HH:MM, as the schema demands; 24:00 is the end of the day. */
    private static Duration sinceMidnight(String text) {
        String[] parts = text.split(":");
        return Duration.ofHours(Integer.parseInt(parts[0])).plusMinutes(Integer.parseInt(parts[1]));
    }

    private static Set<DayOfWeek> days(MappingFile.Entry entry) {
        return entry.present()
                ? entry.elements().stream()
                        .flatMap(day -> day.text().stream())
                        .map(DestinationsFile::day)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(DayOfWeek.class)))
                : EnumSet.allOf(DayOfWeek.class);
    }

    /** By the first three letters of its English name. */
    private static DayOfWeek day(String text) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> day.name().regionMatches(true, 0, text, 0, 3))
                .findFirst()
                .orElseThrow();
    }

    private static Backoff retry(MappingFile.Entry entry) {
        Duration first = duration(entry.get("first"), Backoff.USUAL.first());
        Duration longest = duration(entry.get("longest"), Backoff.USUAL.longest());
        if (longest.compareTo(first) < 0) {
            throw entry.error("first is longer than longest; make longest at least " + first);
        }
        return new Backoff(first, longest);
    }

    private static Duration duration(MappingFile.Entry entry, Duration usual) {
        Duration duration = entry.text().map(Duration::parse).orElse(usual);
        if (duration.isZero()) {
            throw entry.error("is no time at all; write one such as PT10S");
        }
        return duration;
    }
}
