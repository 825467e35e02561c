package ua.vuzol.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import ua.vuzol.hl7.Hl7Error;
import ua.vuzol.hl7.Hl7Message;
import ua.vuzol.hl7.Hl7RejectedException;
import ua.vuzol.hl7.Hl7Segment;
import ua.vuzol.hl7.MessageHandler;

/**
 * Enters what the MIS tells of people and visits, before other rooms take what else the messages say: to those that are no merges the
 * {@link Patient} is attached.
 */
@Component
@Order(1)
class PatientMessageHandler implements MessageHandler {
    /** A clock that is further ahead is wrong: what it tells would outrank all that is told until then. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private final MessageReaders readers;
    private final Registering registering;
    private final Visits visits;
    private final Merging merging;
    private final ApplicationEventPublisher events;

    PatientMessageHandler(
            MessageReaders readers,
            Registering registering,
            Visits visits,
            Merging merging,
            ApplicationEventPublisher events) {
        this.readers = readers;
        this.registering = registering;
        this.visits = visits;
        this.merging = merging;
        this.events = events;
    }

    @Override
    public boolean handles(Hl7Message message) {
        return PatientEvent.of(message).isPresent();
    }

    /** What a message that is no merge says. */
    private record Said(MisAccount account, Optional<VisitAccount> visit) {}

    @Override
    public void prepare(Hl7Message message) {
        if (!PatientEvent.of(message).orElseThrow().isMerge()) {
            MessageReader reader = readers.now();
            MisAccount account = account(message, reader);
            registering.prepare(account.said());
            message.attach(Said.class, new Said(account, visit(message, account, reader)));
        }
    }

    @Override
    public void handle(List<Hl7Message> messages) {
        List<Hl7Message> others = new ArrayList<>();
        for (Hl7Message message : messages) {
            PatientEvent event = PatientEvent.of(message).orElseThrow();
            if (event.isMerge()) {
                enter(others);
                others.clear();
                merging.merge(message, event, readers.now(), at(message));
            } else {
                others.add(message);
            }
        }
        enter(others);
    }

    private void enter(List<Hl7Message> messages) {
        if (messages.isEmpty()) {
            return;
        }
        Map<Hl7Message, MisAccount> accounts = new LinkedHashMap<>();
        messages.forEach(
                message -> accounts.put(message, message.attached(Said.class).account()));
        requireKnown(accounts);
        Registering.Entered entered = registering.enter(accounts.values());
        accounts.forEach((message, account) -> {
            if (entered.overtaken().contains(account)) {
                message.note("Something newer was known of the person: what this message tells did not all count.");
            }
        });
        Map<VisitAccount, Long> told = new LinkedHashMap<>();
        accounts.forEach((message, account) -> {
            Patient patient = entered.patient(account);
            message.attach(Patient.class, patient);
            message.attached(Said.class).visit().ifPresent(visit -> told.put(visit, patient.id()));
        });
        List<Visit> changed = visits.enter(told);
        if (!entered.updated().isEmpty()) {
            events.publishEvent(new PatientsUpdated(entered.updated()));
        }
        if (!changed.isEmpty()) {
            events.publishEvent(new VisitsChanged(changed));
        }
    }

    private static MisAccount account(Hl7Message message, MessageReader reader) {
        Hl7Segment pid = message.segment("PID")
                .orElseThrow(() -> Hl7RejectedException.error(
                        Hl7Error.REQUIRED_FIELD_MISSING, "PID^1", "The message needs a segment PID."));
        PatientEvent event = PatientEvent.of(message).orElseThrow();
        if (event == PatientEvent.DELETION) {
            return reader.withdrawal(message, pid, at(message));
        }
        MisAccount account = reader.account(message, pid, at(message));
        if (event != PatientEvent.ORDER) {
            requireName(account, pid);
        }
        return account;
    }

    static void requireName(MisAccount account, Hl7Segment pid) {
        if (account.said().name().isEmpty()) {
            throw MessageReader.missing(pid, 5, "the name of the person");
        }
    }

    /** An order may leave out the name of somebody who is known, and only such a one can be deleted. */
    private void requireKnown(Map<Hl7Message, MisAccount> accounts) {
        Map<Hl7Message, MisAccount> nameless = new LinkedHashMap<>(accounts);
        nameless.values().removeIf(account -> !account.said().name().isEmpty());
        if (nameless.isEmpty()) {
            return;
        }
        Set<PatientId> known = registering.known(
                nameless.values().stream().map(Account::number).toList());
        nameless.forEach((message, account) -> {
            if (!known.contains(account.number())) {
                Hl7Segment pid = message.segment("PID").orElseThrow();
                throw account.withdrawn()
                        ? Hl7RejectedException.error(
                                Hl7Error.UNKNOWN_KEY,
                                MessageReader.location(pid, 3),
                                "The registry knows nobody by this number.")
                        : MessageReader.missing(pid, 5, "the name of the person, of whom nothing is known yet");
            }
        });
    }

    private static Optional<VisitAccount> visit(Hl7Message message, MisAccount account, MessageReader reader) {
        PatientEvent event = PatientEvent.of(message).orElseThrow();
        return event.tellsOfVisits()
                ? reader.visit(
                        message,
                        message.segment("PID").orElseThrow(),
                        account.number(),
                        event.visitState(),
                        account.at())
                : Optional.empty();
    }

    private static Instant at(Hl7Message message) {
        Instant now = Instant.now();
        return message.time().filter(time -> time.isBefore(now.plus(AHEAD))).orElse(now);
    }
}
