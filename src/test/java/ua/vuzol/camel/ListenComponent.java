package ua.vuzol.camel;

import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;

/** {@code listen:NAME?port=N}: a consumer that holds a TCP socket, and counts how often it was started and stopped. */
public final class ListenComponent extends DefaultComponent {
    private final Map<String, AtomicInteger> starts = new ConcurrentHashMap<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> stops = new ConcurrentHashMap<>();

    /** As if another program took what the consumer needs. */
    void refuseFurtherStarts(String name) {
        refused.add(name);
    }

    int starts(String name) {
        return starts.getOrDefault(name, new AtomicInteger()).get();
    }

    int stops(String name) {
        return stops.getOrDefault(name, new AtomicInteger()).get();
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        int port = getAndRemoveParameter(parameters, "port", int.class, 0);
        return new ListenEndpoint(uri, remaining, port);
    }

    private final class ListenEndpoint extends DefaultEndpoint {
        private final String name;
        private final int port;

        ListenEndpoint(String uri, String name, int port) {
            super(uri, ListenComponent.this);
            this.name = name;
            this.port = port;
        }

        @Override
        public Producer createProducer() {
            throw new UnsupportedOperationException("listens only");
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            return new DefaultConsumer(this, processor) {
                private ServerSocket socket;

                @Override
                protected void doStart() throws Exception {
                    super.doStart();
                    if (refused.contains(name)) {
                        throw new BindException("refused by the test");
                    }
                    socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                    starts.computeIfAbsent(name, n -> new AtomicInteger()).incrementAndGet();
                }

                @Override
                protected void doStop() throws Exception {
                    if (socket != null) {
                        stops.computeIfAbsent(name, n -> new AtomicInteger()).incrementAndGet();
                        socket.close();
                        socket = null;
                    }
                    super.doStop();
                }
            };
        }
    }
}
