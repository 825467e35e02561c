package ua.vuzol.hl7;

import java.util.List;

/** Messages to partners. */
public interface Outbound {
    /**
     * Keeps a message in the transaction of the caller. It is sent when that has committed, after those of the same key, again
     * and again until the partner accepts or refuses it.
     *
     * @param partner name in {@code mappings/hl7/partners.yaml}
     * @param key messages of one key, say of one patient, arrive in the order in which they were given
     * @param message segments that each end with a carriage return; MSH-3 to MSH-7, MSH-10 and MSH-18 are filled in here where
     *     they are empty
     */
    void send(String partner, String key, String message);

    /** The partners that want to be told. */
    List<String> partners(Interest interest);
}
