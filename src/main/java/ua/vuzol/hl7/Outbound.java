package ua.vuzol.hl7;

import java.util.List;

/** Messages to partners. */
public interface Outbound {
    /** What a partner wants to be told. */
    enum Interest {
        STATUS,
        RESULTS,
        PATIENTS
    }

    void send(String partner, String key, String message);

    List<String> partners(Interest interest);
}
