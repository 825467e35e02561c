package ua.vuzol.hl7;

import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import ua.vuzol.hl7.MessageLedger.Entry;
import ua.vuzol.hl7.MessageLedger.Known;

/** What is done with a group of messages, all in one transaction: looked up, offered to the rooms, kept with their answers. */
@Component
class GroupWork {
    /** The types that have to do with imaging: of these it is the event that is not supported, of others the type. */
    private static final Set<String> TYPES = Set.of("ADT", "ORM", "OMG", "OMI", "SIU");

    private final MessageLedger ledger;
    private final MessageHandlers handlers;
    private final TransactionTemplate transaction;
    private final ZoneId zone;
    private final Clock clock = Clock.systemUTC();

    GroupWork(
            MessageLedger ledger,
            MessageHandlers handlers,
            PlatformTransactionManager transactions,
            @Value("${vuzol.zone}") ZoneId zone) {
        this.ledger = ledger;
        this.handlers = handlers;
        this.transaction = new TransactionTemplate(transactions);
        this.zone = zone;
    }

    /** A message of the group and what becomes of it. */
    private static final class Turn {
        private final Incoming incoming;
        private final Known known;
        private Answer answer = Answer.ACCEPTED;
        private boolean handled;

        Turn(Incoming incoming, Known known) {
            this.incoming = incoming;
            this.known = known;
            incoming.message().ifPresent(message -> message.begin(known.id()));
        }

        Hl7Message message() {
            return incoming.message().orElseThrow();
        }

        boolean isRepeated() {
            return known.done().isPresent() && incoming.replay().isEmpty();
        }

        /** Whether the ledger has just this refusal of just this message. */
        boolean isRefusedAgain() {
            return incoming.replay().isEmpty()
                    && known.refused()
                            .filter(refused ->
                                    refused.state().equals(answer.acceptance().name())
                                            && refused.errorText().equals(answer.sentence()))
                            .isPresent();
        }

        String note() {
            List<String> notes = new ArrayList<>();
            if (!incoming.note().isEmpty()) {
                notes.add(incoming.note());
            }
            if (known.sameControlId()) {
                notes.add("The sender has used this MSH-10 for another message.");
            }
            incoming.message().ifPresent(message -> notes.addAll(message.notes()));
            return String.join(" ", notes);
        }
    }

    /**
     * Does all or, throwing, none.
     *
     * @return the acknowledgments, in the order of the messages
     */
    List<byte[]> doAll(List<Incoming> group) {
        return transaction.execute(status -> {
            ledger.keepPlans();
            List<Turn> turns = turns(group);
            List<Turn> open = turns.stream().filter(turn -> !turn.isRepeated()).toList();
            open.forEach(turn -> turn.incoming.refusal().ifPresent(refusal -> turn.answer = refusal));
            List<Turn> takeable = open.stream()
                    .filter(turn -> turn.incoming.refusal().isEmpty())
                    .toList();
            handlers.all().forEach(handler -> offer(handler, takeable));
            takeable.stream().filter(turn -> !turn.handled).forEach(turn -> turn.answer = unsupported(turn.incoming));
            return keep(turns);
        });
    }

    /** Keeps a message that cannot be done. */
    List<byte[]> refuse(Incoming message, Answer answer) {
        return transaction.execute(status -> {
            List<Turn> turns = turns(List.of(message));
            turns.forEach(turn -> turn.answer = answer);
            return keep(turns);
        });
    }

    /** The answer while the database is away. */
    byte[] away(Incoming message) {
        return acknowledgement(message, Answer.AWAY, "A" + clock.instant().toEpochMilli());
    }

    private List<Turn> turns(List<Incoming> group) {
        List<Known> known = ledger.look(group);
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; i < group.size(); i++) {
            turns.add(new Turn(group.get(i), known.get(i)));
        }
        return turns;
    }

    private static void offer(MessageHandler handler, List<Turn> turns) {
        List<Turn> its =
                turns.stream().filter(turn -> handler.handles(turn.message())).toList();
        if (!its.isEmpty()) {
            handler.handle(its.stream().map(Turn::message).toList());
            its.forEach(turn -> turn.handled = true);
        }
    }

    private static Answer unsupported(Incoming message) {
        boolean known = TYPES.contains(message.header().type());
        return new Answer(
                Acceptance.AR,
                known ? Hl7Error.UNSUPPORTED_EVENT : Hl7Error.UNSUPPORTED_TYPE,
                known ? "MSH^1^9^2" : "MSH^1^9^1",
                "The hub does not take messages of this " + (known ? "event." : "type."));
    }

    private List<byte[]> keep(List<Turn> turns) {
        List<byte[]> acknowledgements = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        List<Incoming> repeated = new ArrayList<>();
        List<Long> refusedAgain = new ArrayList<>();
        for (Turn turn : turns) {
            if (turn.isRepeated()) {
                repeated.add(turn.incoming);
                acknowledgements.add(turn.known.done().orElseThrow());
                continue;
            }
            byte[] acknowledgement = acknowledgement(turn.incoming, turn.answer, Long.toString(turn.known.id()));
            acknowledgements.add(acknowledgement);
            if (turn.isRefusedAgain()) {
                refusedAgain.add(turn.known.refused().orElseThrow().id());
            } else {
                entries.add(new Entry(turn.known.id(), turn.incoming, turn.answer, turn.note(), acknowledgement));
            }
        }
        if (!entries.isEmpty()) {
            ledger.enter(entries);
        }
        if (!repeated.isEmpty()) {
            ledger.repeatDone(repeated);
        }
        if (!refusedAgain.isEmpty()) {
            ledger.repeat(refusedAgain);
        }
        return acknowledgements;
    }

    private byte[] acknowledgement(Incoming message, Answer answer, String id) {
        return Acknowledgement.of(message.header(), message.charset(), answer, id, clock.instant(), zone);
    }
}
