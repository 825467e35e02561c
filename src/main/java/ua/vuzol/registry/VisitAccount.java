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

    VisitRow made(long patientId) {
        Visit visit = new Visit(patientId, number, patientClass, location, state.orElse(Visit.State.OPEN));
        return new VisitRow(visit, at, state.isPresent() ? at : Instant.EPOCH);
    }

    /** The row with what is said here; a message that comes late fills what no other has told. */
    VisitRow renewed(VisitRow known) {
        boolean tells = patientClass.isPresent() || location.isPresent();
        boolean isNews = !known.toldAt().isAfter(at);
        boolean changesState = state.isPresent() && !known.stateAt().isAfter(at);
        Visit before = known.visit();
        Visit after = new Visit(
                before.patientId(),
                number,
                isNews
                        ? patientClass.or(before::patientClass)
                        : before.patientClass().or(() -> patientClass),
                isNews ? location.or(before::location) : before.location().or(() -> location),
                changesState ? state.get() : before.state());
        return new VisitRow(after, isNews && tells ? at : known.toldAt(), changesState ? at : known.stateAt());
    }
}
