package ua.vuzol.camel.dicom;

import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Whether a listener is open, where, for whom and with how many associations. */
final class ListenerHealthCheck extends AbstractHealthCheck {

    private final Listener listener;

    ListenerHealthCheck(Listener listener) {
        super("camel", "dicom-" + listener.place());
        this.listener = listener;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        result.detail("address", listener.place());
        result.detail("associations", listener.associations());
        result.detail(
                "services",
                listener.consumers().stream()
                        .map(consumer -> consumer.node().aeTitle() + "/"
                                + consumer.node().service().text()
                                + (consumer.refusesNew() ? " (suspended)" : ""))
                        .sorted()
                        .collect(Collectors.joining(", ")));
        if (listener.isOpen()) {
            result.up();
        } else {
            result.down();
        }
    }
}
