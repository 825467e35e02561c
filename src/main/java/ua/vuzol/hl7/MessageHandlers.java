package ua.vuzol.hl7;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The rooms' handlers in their order, asked for when the first message comes: some of them need what this room has. */
@Component
class MessageHandlers {
    private final ObjectProvider<MessageHandler> provider;
    private volatile List<MessageHandler> handlers = List.of();

    MessageHandlers(ObjectProvider<MessageHandler> provider) {
        this.provider = provider;
    }

    List<MessageHandler> all() {
        List<MessageHandler> known = handlers;
        if (known.isEmpty()) {
            known = provider.orderedStream().toList();
            handlers = known;
        }
        return known;
    }
}
