package ua.vuzol.hl7;

import java.util.Optional;
import org.springframework.stereotype.Component;

/** Has the rooms prepare a message while it is not yet in a group: by many threads, where groups are done by one. */
@Component
class MessagePreparation {
    private final MessageHandlers handlers;

    MessagePreparation(MessageHandlers handlers) {
        this.handlers = handlers;
    }

    /** @return why the message cannot be done, if so */
    Optional<Answer> prepare(Hl7Message message) {
        try {
            handlers.all().stream()
                    .filter(handler -> handler.handles(message))
                    .forEach(handler -> handler.prepare(message));
            message.prepared();
            return Optional.empty();
        } catch (Hl7RejectedException e) {
            return Optional.of(Answer.of(e));
        } catch (RuntimeException e) {
            return Optional.of(Answer.failed(message.type(), message.partner(), e));
        }
    }
}
