package ua.vuzol.registry;

import java.time.Instant;
import java.util.Optional;
import ua.vuzol.registry.VisitTable.VisitRow;

/**
 * What a message says of a visit.
 *
 * @param patient the number by which the person is meant
 * @param number of the visit; an empty value where the message names none
 * @param state what it makes of the visit; empty where it only tells of it
 * @param at when the MIS says that it was so
 */
record VisitAccount(
        PatientId patient,
        PatientId number,
        Optional<String> patientClass,
        Optional<String> location,
        Optional<Visit.State> state,
        Instant at) {

    /** A message that only tells of a visit has to say which, or where the person is. */
    boolean isWorthKeeping() {
        return state.isPresent() || !number.value().isEmpty() || location.isPresent();
    }

    /** A visit of which nothing else is known is open. */
    VisitRow made(long patientId) {
        Visit nothing = new Visit(patientId, number, Optional.empty(), Optional.empty(), Visit.State.OPEN);
        return renewed(new VisitRow(nothing, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH));
    }

    /** The row with what is said here; each field is as the newest message told it. */
    VisitRow renewed(VisitRow known) {
        boolean newClass = isNews(patientClass, known.classAt());
        boolean newLocation = isNews(location, known.locationAt());
        boolean newState = isNews(state, known.stateAt());
        Visit before = known.visit();
        Visit after = new Visit(
                before.patientId(),
                number,
                newClass ? patientClass : before.patientClass(),
                newLocation ? location : before.location(),
                newState ? state.orElseThrow() : before.state());
        return new VisitRow(
                after,
                newClass ? at : known.classAt(),
                newLocation ? at : known.locationAt(),
                newState ? at : known.stateAt());
    }

    private boolean isNews(Optional<?> told, Instant known) {
        return told.isPresent() && !known.isAfter(at);
    }
}
