package ua.vuzol.journey;

import java.time.Instant;

/**
 * One line of a timeline.
 *
 * @param at when it happened
 * @param step what happened
 * @param actor who or what did it
 * @param text one sentence for a person; may hold patient data
 */
public record JourneyEvent(Instant at, Step step, String actor, String text) {}
