package ua.vuzol.registry;

import java.util.List;

/**
 * Visits that were opened, moved, closed or cancelled. Published in the transaction of the change: listeners act in it.
 *
 * @param visits as they are now
 */
public record VisitsChanged(List<Visit> visits) {
    public VisitsChanged {
        visits = List.copyOf(visits);
    }
}
