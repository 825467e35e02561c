package ua.vuzol.camel.dicom;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import ua.vuzol.dicom.net.Association;
import ua.vuzol.dicom.net.DicomNetwork;

/** The listeners of a component, one for each address. Consumers come and go; the last that goes closes its listener. */
final class Listeners {

    private final CamelContext camel;
    private final DicomNetwork network;
    private final DicomMetrics metrics;
    private final Map<Key, Listener> open = new LinkedHashMap<>();
    /** Those that were accepted, by the identifier that exchanges have. */
    private final Map<String, Association> associations = new ConcurrentHashMap<>();

    /** @param anyPortOf the AE title, where the port is 0: each has a listener of its own; empty otherwise */
    private record Key(InetAddress address, int port, String anyPortOf) {
        static Key of(InetAddress address, NodeUri node) {
            return new Key(address, node.port(), node.port() == 0 ? node.aeTitle() : "");
        }
    }

    Listeners(CamelContext camel, DicomNetwork network, DicomMetrics metrics) {
        this.camel = camel;
        this.network = network;
        this.metrics = metrics;
    }

    /**
     * Lets a consumer have the requests of its service, opening the listener if it is the first.
     *
     * @throws IOException if the port is taken
     * @throws IllegalArgumentException if another consumer has the service, or wants its listener otherwise
     */
    synchronized Listener join(DicomConsumer consumer) throws IOException {
        NodeUri node = consumer.node();
        InetAddress address = InetAddress.getByName(node.host());
        ListenerSettings settings = ListenerSettings.of(address, node.port(), consumer.options());
        Key key = Key.of(address, node);
        Optional<Listener> present = Optional.ofNullable(open.get(key));
        if (present.isPresent()) {
            present.get().join(consumer, settings);
            return present.get();
        }
        Listener listener = new Listener(camel, settings, metrics, associations);
        listener.join(consumer, settings);
        listener.open(network);
        open.put(key, listener);
        return listener;
    }

    /** Takes a consumer away; waits for the associations of a listener that has no other. */
    synchronized void leave(DicomConsumer consumer, Listener listener) {
        if (listener.leave(consumer)) {
            open.values().remove(listener);
            listener.close();
        }
    }

    synchronized Optional<InetSocketAddress> address(String aeTitle) {
        return open.values().stream()
                .filter(listener -> listener.entity(aeTitle).isPresent())
                .findFirst()
                .map(Listener::address);
    }

    /** The consumer of a service under one of our AE titles, wherever it listens. */
    Optional<DicomConsumer> consumer(String aeTitle, DicomService service) {
        List<Listener> all;
        synchronized (this) {
            all = List.copyOf(open.values());
        }
        return all.stream()
                .flatMap(listener -> listener.entity(aeTitle).stream())
                .flatMap(entity -> entity.consumer(service).stream())
                .findFirst();
    }

    /** An association that was accepted here and is open. */
    Optional<Association> association(String id) {
        return Optional.ofNullable(associations.get(id)).filter(Association::isOpen);
    }
}
