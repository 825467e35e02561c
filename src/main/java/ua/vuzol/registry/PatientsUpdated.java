package ua.vuzol.registry;

import java.util.List;

/**
 * The registry learnt something new of people whom it knew. Published in the transaction of the change: listeners act in it.
 *
 * @param ids the registry's keys
 */
public record PatientsUpdated(List<Long> ids) {
    public PatientsUpdated {
        ids = List.copyOf(ids);
    }
}
