package ua.vuzol.hl7;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Chooses messages that may be done together. */
final class Groups {
    private Groups() {}

    /**
     * Takes the next group out of what waits: no two of the same patient or order, none before one that came earlier over the
     * same connection.
     *
     * @param waiting in the order of arrival; not empty
     */
    static List<Incoming> next(List<Incoming> waiting, int largest) {
        List<Incoming> group = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        Set<String> passedBy = new HashSet<>();
        Iterator<Incoming> each = waiting.iterator();
        while (each.hasNext() && group.size() < largest) {
            Incoming message = each.next();
            if (message.alone() && !group.isEmpty()) {
                break;
            }
            if (passedBy.contains(message.remote()) || message.keys().stream().anyMatch(taken::contains)) {
                passedBy.add(message.remote());
            } else {
                group.add(message);
                each.remove();
            }
            taken.addAll(message.keys());
            if (message.alone()) {
                break;
            }
        }
        return group;
    }
}
