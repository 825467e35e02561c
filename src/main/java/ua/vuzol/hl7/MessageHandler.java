package ua.vuzol.hl7;

import java.util.List;

/** What a room does with messages. */
public interface MessageHandler {
    boolean handles(Hl7Message message);

    void handle(List<Hl7Message> messages);
}
