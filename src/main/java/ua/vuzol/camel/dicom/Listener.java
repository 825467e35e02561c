package ua.vuzol.camel.dicom;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ua.vuzol.dicom.net.Acceptor;
import ua.vuzol.dicom.net.AcceptorOptions;
import ua.vuzol.dicom.net.Admission;
import ua.vuzol.dicom.net.Association;
import ua.vuzol.dicom.net.DicomNetwork;
import ua.vuzol.dicom.net.Services;

/** One listener and the AE titles that are called at it. */
final class Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    private final CamelContext camel;
    private final ListenerSettings settings;
    private final DicomMetrics metrics;
    private final AcceptedAssociations accepted;
    private final Map<String, ServedEntity> entities = new ConcurrentHashMap<>();
    private Optional<Acceptor> acceptor = Optional.empty();
    private Optional<ListenerHealthCheck> healthCheck = Optional.empty();

    Listener(
            CamelContext camel,
            ListenerSettings settings,
            DicomMetrics metrics,
            Map<String, Association> associations) {
        this.camel = camel;
        this.settings = settings;
        this.metrics = metrics;
        this.accepted = new AcceptedAssociations(associations, metrics);
    }

    /** @throws IllegalArgumentException if it wants another listener, or what another consumer has */
    void join(DicomConsumer consumer, ListenerSettings wanted) {
        List<String> differences = settings.differences(wanted);
        if (!differences.isEmpty()) {
            throw new IllegalArgumentException(
                    "Routes %s and %s share the DICOM listener %s but differ in %s; give both the same, or set it on the component"
                            .formatted(
                                    consumers().get(0).getRouteId(),
                                    consumer.getRouteId(),
                                    consumer.node().node(),
                                    String.join(", ", differences)));
        }
        entities.computeIfAbsent(consumer.node().aeTitle(), ServedEntity::new).join(consumer);
    }

    /** @return whether it was the last one */
    boolean leave(DicomConsumer consumer) {
        entity(consumer.node().aeTitle()).ifPresent(entity -> entity.leave(consumer));
        return consumers().isEmpty();
    }

    void open(DicomNetwork network) throws IOException {
        ListenerAdmission own = new ListenerAdmission(entities);
        AcceptorOptions.Builder options = AcceptorOptions.builder(settings.address(), settings.port(), services())
                .negotiation(new ListenerNegotiation(entities, services()))
                .admission(own.and(admission()).and(own.unlessSuspended()))
                .maxPduLength(settings.maxPduLength())
                .timeouts(settings.timeouts())
                .limits(settings.limits())
                .listener(accepted);
        if (settings.tls().isPresent()) {
            options.tls(settings.tls().get().options(camel));
        }
        Acceptor opened = network.listen(options.build());
        acceptor = Optional.of(opened);
        accepted.listensAt(opened.port());
        LOG.info("DICOM listener {} opened for {}", place(), String.join(", ", entities.keySet()));
        healthCheck = Optional.of(new ListenerHealthCheck(this));
        healthCheck.ifPresent(check -> HealthCheckRegistry.get(camel).register(check));
    }

    private Admission admission() {
        return settings.admission()
                .or(() -> Optional.ofNullable(camel.getRegistry().findSingleByType(Admission.class)))
                .orElse(Admission.ALL);
    }

    private Services services() {
        ListenerServices services = new ListenerServices(this);
        return services.all();
    }

    void close() {
        healthCheck.ifPresent(check -> HealthCheckRegistry.get(camel).unregister(check));
        entities.values().forEach(ServedEntity::close);
        String place = place();
        acceptor.ifPresent(one -> one.close(settings.drain()));
        LOG.info("DICOM listener {} closed", place);
    }

    Optional<ServedEntity> entity(String aeTitle) {
        return Optional.ofNullable(entities.get(aeTitle));
    }

    AcceptedAssociations accepted() {
        return accepted;
    }

    List<DicomConsumer> consumers() {
        List<DicomConsumer> all = new ArrayList<>();
        entities.values().forEach(entity -> all.addAll(entity.consumers()));
        return all;
    }

    boolean isOpen() {
        return acceptor.isPresent();
    }

    /** With the port in use. */
    InetSocketAddress address() {
        return acceptor.map(Acceptor::address)
                .orElseGet(() -> new InetSocketAddress(settings.address(), settings.port()));
    }

    int associations() {
        return acceptor.map(one -> one.associations().size()).orElse(0);
    }

    /** Address and port, without looking up a name. */
    String place() {
        return address().getAddress().getHostAddress() + ":" + address().getPort();
    }
}
