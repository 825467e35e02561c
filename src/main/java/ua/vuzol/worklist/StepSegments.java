package ua.vuzol.worklist;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ua.vuzol.hl7.Hl7Message;
import ua.vuzol.hl7.Hl7Segment;

/**
 * The segments that tell of one step: of the person and the visit, those of its order (from ORC on), and of several IPC its own.
 *
 * @param order the segments of the order without IPC
 * @param ipc of its step, in OMI^O23
 */
record StepSegments(Hl7Message message, List<Hl7Segment> head, List<Hl7Segment> order, Optional<Hl7Segment> ipc) {
    /** Comments before an order are of the person. */
    private static final String COMMENT = "NTE";
    /** Of the whole message, wherever it stands (IHE RAD-4). */
    private static final String STUDY = "ZDS";

    /** The steps of a message; none where it has no order. */
    static List<StepSegments> of(Hl7Message message) {
        List<Hl7Segment> head = new ArrayList<>();
        List<List<Hl7Segment>> orders = new ArrayList<>();
        for (Hl7Segment segment : message.segments()) {
            if (segment.name().equals("ORC")) {
                orders.add(new ArrayList<>());
            }
            (orders.isEmpty() ? head : orders.get(orders.size() - 1)).add(segment);
        }
        return orders.stream().flatMap(order -> steps(message, head, order)).toList();
    }

    private static Stream<StepSegments> steps(Hl7Message message, List<Hl7Segment> head, List<Hl7Segment> order) {
        List<Hl7Segment> ipcs =
                order.stream().filter(each -> each.name().equals("IPC")).toList();
        List<Hl7Segment> others =
                order.stream().filter(each -> !each.name().equals("IPC")).toList();
        return ipcs.isEmpty()
                ? Stream.of(new StepSegments(message, head, others, Optional.empty()))
                : ipcs.stream().map(ipc -> new StepSegments(message, head, others, Optional.of(ipc)));
    }

    Stream<Hl7Segment> all(String name) {
        if (name.equals("IPC")) {
            return ipc.stream();
        }
        if (name.equals(STUDY)) {
            return message.segments(STUDY).stream();
        }
        List<Hl7Segment> own =
                order.stream().filter(each -> each.name().equals(name)).toList();
        return own.isEmpty() && !name.equals(COMMENT)
                ? head.stream().filter(each -> each.name().equals(name))
                : own.stream();
    }

    Hl7Segment orc() {
        return order.get(0);
    }

    Optional<String> text(String name, int field, int component) {
        return all(name).flatMap(each -> each.text(field, component).stream()).findFirst();
    }
}
