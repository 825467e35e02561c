package ua.vuzol.hl7;

import java.util.List;

/**
 * What a room does with messages. Handlers are beans, called in the order of {@code @Order} in the transaction that keeps the
 * messages: what they write is committed before the sender is answered AA, or not at all.
 *
 * <p>No two messages of one call concern the same patient (PID-3.1, MRG-1.1) or the same order (ORC-2.1, ORC-3.1, OBR-2.1,
 * OBR-3.1); merges, and messages without PID-3, come alone.
 */
public interface MessageHandler {
    boolean handles(Hl7Message message);

    /**
     * Finds out whatever needs no database, and attaches it to the message. It is done for many messages at a time, when they
     * come; they are handled one group after the other.
     *
     * @param message one that it {@link #handles}
     * @throws Hl7RejectedException if it cannot be done; it is not handled then
     */
    default void prepare(Hl7Message message) {}

    /**
     * All or nothing.
     *
     * @param messages those it {@link #handles}, in the order in which they came
     * @throws Hl7RejectedException if one of them cannot be done; all are rolled back and offered again in smaller groups, at
     *     last each alone
     */
    void handle(List<Hl7Message> messages);
}
