package ua.vuzol.dicom.net;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;

/** An application entity of ours that listens on a free port of the loopback address, and what became of its associations. */
public final class TestNode implements AutoCloseable {

    public static final String AE_TITLE = "VUZOL";

    private final DicomNetwork network = new DicomNetwork();
    private final Acceptor acceptor;
    private final Queue<Optional<AssociationException>> ends = new ConcurrentLinkedQueue<>();
    private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();

    private TestNode(Services services, UnaryOperator<AcceptorOptions.Builder> options) {
        AcceptorOptions.Builder builder = AcceptorOptions.builder(InetAddress.getLoopbackAddress(), 0, services)
                .listener(new Record());
        try {
            acceptor = network.listen(options.apply(builder).build());
        } catch (IOException e) {
            network.close();
            throw new UncheckedIOException(e);
        }
    }

    public static TestNode of(Services services) {
        return of(services, options -> options);
    }

    public static TestNode of(Services services, UnaryOperator<AcceptorOptions.Builder> options) {
        return new TestNode(services, options);
    }

    private final class Record implements AssociationListener {
        @Override
        public void ended(Association association, Optional<AssociationException> cause) {
            ends.add(cause);
        }

        @Override
        public void failed(Peer peer, Exception cause) {
            failures.add(cause);
        }
    }

    public int port() {
        return acceptor.port();
    }

    public NodeAddress address() {
        return NodeAddress.of(AE_TITLE, "127.0.0.1", port());
    }

    DicomNetwork network() {
        return network;
    }

    /** Waits until an association has ended, and tells how: empty if it was released. */
    public Optional<AssociationException> nextEnd() {
        await().until(() -> !ends.isEmpty());
        return ends.remove();
    }

    /** Waits until a connection has ended before it was an association, and tells why. */
    Exception nextFailure() {
        await().until(() -> !failures.isEmpty());
        return failures.remove();
    }

    void awaitNoAssociation() {
        await().until(() -> acceptor.associations().isEmpty());
    }

    @Override
    public void close() {
        acceptor.close();
        network.close();
    }
}
