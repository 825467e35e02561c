package ua.vuzol.registry;

import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
import ua.vuzol.hl7.Hl7Error;
import ua.vuzol.hl7.Hl7Message;
import ua.vuzol.hl7.Hl7RejectedException;
import ua.vuzol.hl7.Hl7Segment;

/**
 * Merges of records that are of one person (A40), and changes of Patient IDs (A47). The prior number stays as a row that is
 * only a name for the survivor, so that whatever comes late with it lands there. Such rows always point to the last survivor:
 * chains are made flat, and loops are refused.
 */
@Component
class Merging {
    private final Registering registering;
    private final PatientTable table;
    private final VisitTable visits;
    private final ApplicationEventPublisher events;

    Merging(Registering registering, PatientTable table, VisitTable visits, ApplicationEventPublisher events) {
        this.registering = registering;
        this.table = table;
        this.visits = visits;
        this.events = events;
    }

    /** A person, and the segment that names their prior numbers. */
    private record Group(Hl7Segment pid, Hl7Segment mrg) {}

    /**
     * What a group asks for.
     *
     * @param named the numbers of MRG-1
     */
    private record Merge(
            Hl7Message message, PatientEvent event, MisAccount account, Hl7Segment mrg, List<PatientId> named) {

        /** Numbers that the person has beside, and goes on to have, are no prior ones. */
        List<PatientId> priors() {
            return named.stream()
                    .filter(prior -> isFirst(prior)
                            || IdentifierKind.of(prior) == IdentifierKind.MIS
                                    && !account.said().otherIds().contains(prior))
                    .toList();
        }

        boolean isFirst(PatientId prior) {
            return prior.equals(named.get(0));
        }
    }

    /** Who stands behind a number: the row, or the one that it was merged into. */
    private record Behind(PatientRow row, boolean byAlias) {
        long id() {
            return row.patient().survivor().orElse(row.patient().id());
        }
    }

    /** In the caller's transaction. */
    void merge(Hl7Message message, PatientEvent event, MessageReader reader, Instant at) {
        for (Group group : groups(message)) {
            MisAccount account = reader.account(message, group.pid(), at);
            PatientMessageHandler.requireName(account, group.pid());
            merge(new Merge(message, event, account, group.mrg(), reader.numbers(group.mrg(), 1, message.partner())));
        }
    }

    /** Since 2.3.1 a message has PID and MRG as often as it likes. */
    private static List<Group> groups(Hl7Message message) {
        List<Group> groups = new ArrayList<>();
        Optional<Hl7Segment> pid = Optional.empty();
        for (Hl7Segment segment : message.segments()) {
            if (segment.name().equals("PID")) {
                pid = Optional.of(segment);
            } else if (segment.name().equals("MRG") && pid.isPresent()) {
                groups.add(new Group(pid.get(), segment));
            }
        }
        if (groups.isEmpty()) {
            throw Hl7RejectedException.error(
                    Hl7Error.REQUIRED_FIELD_MISSING,
                    pid.isPresent() ? "MRG^1" : "PID^1",
                    "The message needs a segment PID and then a segment MRG.");
        }
        return groups;
    }

    private void merge(Merge merge) {
        MisAccount account = merge.account();
        Map<PatientId, Behind> behind = lock(merge);
        merge.priors().forEach(prior -> refuse(account.number(), prior, behind, merge.mrg()));
        Optional<Behind> first = Optional.ofNullable(behind.get(merge.named().get(0)));
        boolean renumbered = merge.event() == PatientEvent.RENUMBERING
                && !behind.containsKey(account.number())
                && first.filter(prior -> !prior.byAlias()).isPresent();
        if (renumbered) {
            renumber(first.get().row(), account.number(), merge.message());
        }
        Patient survivor = registering.enter(List.of(account)).patient(account);
        merge.priors().stream()
                .filter(prior -> !(renumbered && merge.isFirst(prior)))
                .forEach(prior -> join(merge, prior, Optional.ofNullable(behind.get(prior)), survivor));
        events.publishEvent(new PatientsUpdated(List.of(survivor.id())));
    }

    private Map<PatientId, Behind> lock(Merge merge) {
        Set<PatientId> numbers = new TreeSet<>(PatientId.ORDER);
        numbers.add(merge.account().number());
        numbers.addAll(merge.priors());
        return table.lock(numbers).stream()
                .collect(toMap(
                        row -> row.patient().pid(),
                        row -> new Behind(row, row.patient().survivor().isPresent())));
    }

    private static void refuse(PatientId number, PatientId prior, Map<PatientId, Behind> behind, Hl7Segment mrg) {
        if (number.equals(prior)) {
            throw refused(mrg, "A record cannot be merged into itself.");
        }
        Behind survivor = behind.get(number);
        Behind merged = behind.get(prior);
        if (merged == null) {
            return;
        }
        if (survivor != null && survivor.id() == merged.id()) {
            if (!merged.byAlias()) {
                throw refused(mrg, "The surviving record was merged into this one before: a loop.");
            }
        } else if (merged.byAlias()) {
            throw refused(mrg, "This record was merged into another one before, which is not the survivor.");
        }
    }

    private static Hl7RejectedException refused(Hl7Segment mrg, String sentence) {
        return Hl7RejectedException.error(Hl7Error.DUPLICATE_KEY, MessageReader.location(mrg, 1), sentence);
    }

    /** The record gets the new number, and a row of its own keeps the old one as a name for it. */
    private void renumber(PatientRow row, PatientId number, Hl7Message message) {
        PatientId before = row.patient().pid();
        table.renumber(row.patient().id(), number);
        addAlias(row.withPatient(row.patient().withId(0)), row.patient().id(), message);
        events.publishEvent(new PatientRenumbered(row.patient().id(), before));
    }

    /** Of several prior numbers, those that nobody had are only numbers of the survivor's, but for the first. */
    private void join(Merge merge, PatientId prior, Optional<Behind> known, Patient survivor) {
        if (known.isPresent()) {
            if (!known.get().byAlias()) {
                Patient merged = known.get().row().patient();
                table.merge(merged, survivor.id(), merge.message().id());
                visits.move(merged.id(), survivor.id());
                events.publishEvent(new PatientsMerged(survivor.id(), merged.id()));
            }
        } else if (merge.isFirst(prior)) {
            Patient nobody =
                    Patient.unregistered(prior, "", Optional.empty(), Optional.empty(), Optional.empty(), List.of());
            addAlias(new PatientRow(nobody, Map.of(), false), survivor.id(), merge.message());
        } else {
            table.addIdentifiers(List.of(new PatientTable.Numbered(survivor.id(), prior)));
        }
    }

    /** Whatever comes late with a number that nobody had is the survivor's too. */
    private void addAlias(PatientRow row, long survivor, Hl7Message message) {
        Long id = table.insert(List.of(row)).get(row.patient().pid());
        if (id == null) {
            throw new ConcurrencyFailureException("Somebody else has just registered the prior number; try again");
        }
        table.merge(row.patient().withId(id), survivor, message.id());
    }
}
