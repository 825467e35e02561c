package ua.vuzol.hl7;

import java.util.List;
import org.springframework.stereotype.Component;

/** No partners. */
@Component
class LocalOutbound implements Outbound {
    @Override
    public void send(String partner, String key, String message) {}

    @Override
    public List<String> partners(Interest interest) {
        return List.of();
    }
}
