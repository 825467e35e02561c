package ua.vuzol.registry;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import ua.vuzol.archive.ArchiveTestSupport;
import ua.vuzol.hl7.Hl7Message;
import ua.vuzol.hl7.Hl7Messages;

/** The registry on a real PostgreSQL, and messages for it. */
abstract class RegistryTestSupport extends ArchiveTestSupport {
    static final Instant MORNING = Instant.parse("2026-03-02T06:00:00Z");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss'+0000'").withZone(ZoneOffset.UTC);
    private static final AtomicLong IDS = new AtomicLong();

    @Autowired
    Registry registry;

    @Autowired
    PatientMessageHandler handler;

    /** A number that no other test has. */
    static String number() {
        return "N" + UUID.randomUUID().toString().substring(0, 13);
    }

    static Hl7Message message(String event, Instant at, String... segments) {
        String type = event.startsWith("A") ? "ADT^" + event : event;
        String header = "MSH|^~\\&|MIS|HOSPITAL|VUZOL||" + TIME.format(at) + "||" + type + "|" + UUID.randomUUID()
                + "|P|2.5.1||||||UNICODE UTF-8";
        return Hl7Messages.parse(
                IDS.incrementAndGet(),
                "mis",
                String.join(
                        "\r",
                        Stream.concat(Stream.of(header), Stream.of(segments)).toList()));
    }

    /** @param rest from PID-5 on, such as {@code Шевченко^Тарас||18140309|M} */
    static String pid(String number, String rest) {
        return "PID|1||" + number + "||" + rest;
    }

    void take(Hl7Message... messages) {
        transaction.executeWithoutResult(status -> {
            List.of(messages).forEach(handler::prepare);
            handler.handle(List.of(messages));
        });
    }

    Patient patient(String number) {
        return found(number).orElseThrow();
    }

    Optional<Patient> found(String number) {
        PatientId id = new PatientId(number, "");
        return Optional.ofNullable(registry.current(List.of(id)).get(id));
    }

    List<Visit> visits(String number) {
        long id = patient(number).id();
        return registry.visits(List.of(id)).getOrDefault(id, List.of());
    }
}
