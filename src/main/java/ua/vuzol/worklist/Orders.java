package ua.vuzol.worklist;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import ua.vuzol.hl7.Hl7Error;
import ua.vuzol.hl7.Hl7Message;
import ua.vuzol.hl7.Hl7RejectedException;
import ua.vuzol.hl7.MessageHandler;
import ua.vuzol.registry.Patient;

/** Makes steps of orders, changes them and calls them off (IHE RAD-4, RAD-13), after the registry has entered their patients. */
@Component
@Order(2)
class Orders implements MessageHandler {
    private static final Set<String> TYPES = Set.of("ORM^O01", "OMI^O23", "OMG^O19");

    private final OrderReader reader;
    private final OrderTable table;
    private final Planning planning;
    private final Progress progress;

    Orders(OrderReader reader, OrderTable table, Planning planning, Progress progress) {
        this.reader = reader;
        this.table = table;
        this.planning = planning;
        this.progress = progress;
    }

    @Override
    public boolean handles(Hl7Message message) {
        return TYPES.contains(message.type() + '^' + message.event());
    }

    /** What a message orders. */
    private record Ordered(List<OrderedStep> steps) {}

    @Override
    public void prepare(Hl7Message message) {
        message.attach(Ordered.class, new Ordered(reader.read(message)));
    }

    @Override
    public void handle(List<Hl7Message> messages) {
        List<OrderedStep> steps = messages.stream()
                .flatMap(message -> message.attached(Ordered.class).steps().stream())
                .toList();
        List<OrderTable.Known> known = table.known(steps);
        List<Planning.Plan> plans = new ArrayList<>();
        Set<Long> taken = new LinkedHashSet<>();
        for (OrderedStep step : steps) {
            List<OrderTable.Known> ofOrder =
                    known.stream().filter(each -> isOfOrder(each, step)).toList();
            if (isStale(step, ofOrder)) {
                step.message().note("The order is older than what is known of it, and changed nothing.");
            } else if (step.effect().makes() == StepStatus.SCHEDULED) {
                Optional<OrderTable.Known> one = same(step, ofOrder, steps, taken);
                one.ifPresent(each -> taken.add(each.id()));
                plan(step, one, ofOrder).ifPresent(plans::add);
            } else {
                end(step, ofOrder);
            }
        }
        planning.carryOut(plans);
    }

    private static boolean isOfOrder(OrderTable.Known known, OrderedStep step) {
        return known.number().isSame(step.number())
                || !step.filler().isEmpty() && step.filler().equals(known.filler())
                || known.filler().equals(step.number().value());
    }

    private static boolean isStale(OrderedStep step, List<OrderTable.Known> ofOrder) {
        return step.message().time().isPresent()
                && ofOrder.stream().anyMatch(each -> each.toldAt().isAfter(step.at()));
    }

    /** The step that is meant: by its id; where an order has one step only, that one. */
    private static Optional<OrderTable.Known> same(
            OrderedStep step, List<OrderTable.Known> ofOrder, List<OrderedStep> steps, Set<Long> taken) {
        Optional<OrderTable.Known> byKey = ofOrder.stream()
                .filter(each -> each.stepKey().equals(step.stepKey()) && !taken.contains(each.id()))
                .findFirst();
        boolean single = ofOrder.size() == 1
                && !taken.contains(ofOrder.get(0).id())
                && steps.stream()
                                .filter(each -> each.message() == step.message()
                                        && each.number().equals(step.number()))
                                .count()
                        == 1
                && (step.toldStepId().isEmpty() || ofOrder.get(0).stepKey().startsWith("#"));
        return byKey.or(() -> single ? Optional.of(ofOrder.get(0)) : Optional.empty());
    }

    private static Optional<Planning.Plan> plan(
            OrderedStep step, Optional<OrderTable.Known> one, List<OrderTable.Known> ofOrder) {
        long patient = step.message().attached(Patient.class).id();
        if (one.isEmpty()) {
            if (!step.effect().creates() && ofOrder.isEmpty()) {
                throw unknown(step);
            }
            return Optional.of(new Planning.Plan(step, one, ofOrder, patient, StepStatus.SCHEDULED));
        }
        StepStatus status = one.get().status();
        if (status.isOpen()) {
            return Optional.of(new Planning.Plan(step, one, ofOrder, patient, status));
        }
        boolean calledOff = status == StepStatus.CANCELED || status == StepStatus.DISCONTINUED;
        if (calledOff && step.effect().creates()) {
            return Optional.of(new Planning.Plan(step, one, ofOrder, patient, StepStatus.SCHEDULED));
        }
        step.message().note("The step is " + status + ": what the order says now changed nothing.");
        return Optional.empty();
    }

    private void end(OrderedStep step, List<OrderTable.Known> ofOrder) {
        if (ofOrder.isEmpty()) {
            throw unknown(step);
        }
        List<OrderTable.Known> named = ofOrder.stream()
                .filter(each -> each.stepKey().equals(step.stepKey())
                        && step.toldStepId().isPresent())
                .toList();
        List<OrderTable.Known> meant = named.isEmpty() ? ofOrder : named;
        StepStatus makes = step.effect().makes();
        boolean callsOff = makes == StepStatus.CANCELED || makes == StepStatus.DISCONTINUED;
        if (callsOff
                && meant.stream()
                        .anyMatch(
                                each -> each.status() == StepStatus.STARTED || each.status() == StepStatus.COMPLETED)) {
            throw Hl7RejectedException.error(
                    Hl7Error.RECORD_LOCKED,
                    step.location(1),
                    "The step is begun or done; it cannot be called off any more.");
        }
        List<Long> ids = meant.stream()
                .filter(each -> each.status().isOpen() || !callsOff)
                .map(OrderTable.Known::id)
                .toList();
        if (ids.isEmpty()) {
            step.message().note("The step was called off before; nothing changed.");
            return;
        }
        table.told(ids, step.message().id(), step.at());
        progress.changeByOrder(ids, makes, step.message().partner());
    }

    private static Hl7RejectedException unknown(OrderedStep step) {
        return Hl7RejectedException.error(
                Hl7Error.UNKNOWN_KEY, step.location(2), "No order with this number is known.");
    }
}
