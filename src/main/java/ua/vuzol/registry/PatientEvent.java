package ua.vuzol.registry;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import ua.vuzol.hl7.Hl7Message;

/** What a message means for the registry, by its type and event. */
enum PatientEvent {
    /** Admission, registration, pre-admission. */
    ARRIVAL(Set.of("A01", "A04", "A05"), Optional.of(Visit.State.OPEN)),
    /** Transfer, change of class, update. */
    CHANGE(Set.of("A02", "A06", "A07", "A08"), Optional.empty()),
    DISCHARGE(Set.of("A03"), Optional.of(Visit.State.CLOSED)),
    /** An admission or pre-admission that was a mistake, or did not take place. */
    CANCELLATION(Set.of("A11", "A38"), Optional.of(Visit.State.CANCELLED)),
    /** Of the person, without a visit. */
    PERSON(Set.of("A28", "A31"), Optional.empty()),
    DELETION(Set.of("A23", "A29"), Optional.empty()),
    MERGE(Set.of("A40"), Optional.empty()),
    RENUMBERING(Set.of("A47"), Optional.empty()),
    /** Orders and appointments: what they say of the person counts too. */
    ORDER(Set.of(), Optional.empty());

    private static final Set<String> ORDERS = Set.of("ORM", "OMI", "OMG", "SIU");

    private final Set<String> events;
    private final Optional<Visit.State> visitState;

    PatientEvent(Set<String> events, Optional<Visit.State> visitState) {
        this.events = events;
        this.visitState = visitState;
    }

    static Optional<PatientEvent> of(Hl7Message message) {
        if (ORDERS.contains(message.type())) {
            return Optional.of(ORDER);
        }
        return Arrays.stream(values())
                .filter(event -> message.type().equals("ADT") && event.events.contains(message.event()))
                .findFirst();
    }

    /** What it makes of the visit; empty where it only tells of one. */
    Optional<Visit.State> visitState() {
        return visitState;
    }

    boolean tellsOfVisits() {
        return switch (this) {
            case ARRIVAL, CHANGE, DISCHARGE, CANCELLATION, ORDER -> true;
            case PERSON, DELETION, MERGE, RENUMBERING -> false;
        };
    }

    boolean isMerge() {
        return this == MERGE || this == RENUMBERING;
    }
}
