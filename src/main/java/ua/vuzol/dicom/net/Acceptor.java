package ua.vuzol.dicom.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listener for associations. The accept loop does nothing but accept: TLS handshake, negotiation and all that follows are
 * on a thread of the connection's own, so that no peer waits for another.
 */
public final class Acceptor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);
    private static final int BACKLOG = 512;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ServerSocketChannel server;
    private final InetSocketAddress address;
    private final AcceptorOptions options;
    private final DicomNetwork network;
    private final Handshake handshake;
    /** Oldest first. */
    private final Set<SocketChannel> pending = new LinkedHashSet<>();

    private final Set<Association> established = ConcurrentHashMap.newKeySet();
    /** Whose association is established or will be, unless it is rejected for another reason. */
    private final Set<Peer> admitted = new HashSet<>();

    private volatile boolean draining;

    Acceptor(AcceptorOptions options, DicomNetwork network) throws IOException {
        this.options = options;
        this.network = network;
        this.handshake = new Handshake(options, this::admit);
        this.server = ServerSocketChannel.open();
        try {
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            server.bind(new InetSocketAddress(options.address(), options.port()), BACKLOG);
            this.address = (InetSocketAddress) server.getLocalAddress();
        } catch (IOException e) {
            server.close();
            throw e;
        }
        Thread loop = new Thread(this::acceptAll, "dicom-accept-" + port());
        loop.setDaemon(true);
        loop.start();
    }

    public int port() {
        return address.getPort();
    }

    public InetSocketAddress address() {
        return address;
    }

    /** Those established now. */
    public Set<Association> associations() {
        return Set.copyOf(established);
    }

    private void acceptAll() {
        while (server.isOpen()) {
            try {
                accept(server.accept());
            } catch (IOException e) {
                if (server.isOpen()) {
                    // such as too many open files: a pause lets some end
                    LOG.warn("No connection could be accepted on port {}: {}", port(), e.getMessage());
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        }
    }

    private void accept(SocketChannel socket) throws IOException {
        register(socket);
        try {
            network.executor().execute(() -> serve(socket));
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // there is no thread for this one; the loop must live to accept the next
            LOG.warn(
                    "A connection on port {} was closed: {}",
                    port(),
                    e.getClass().getName());
            forget(socket);
            socket.close();
        }
    }

    private void register(SocketChannel socket) throws IOException {
        synchronized (pending) {
            if (pending.size() >= options.limits().maxPending()) {
                Iterator<SocketChannel> oldest = pending.iterator();
                SocketChannel evicted = oldest.next();
                oldest.remove();
                LOG.warn(
                        "Closing the connection from {}, which has not become an association",
                        evicted.getRemoteAddress());
                evicted.close();
            }
            pending.add(socket);
        }
    }

    private void forget(SocketChannel socket) {
        synchronized (pending) {
            pending.remove(socket);
        }
    }

    /** Takes a place for an association, if there is one. */
    private Optional<Rejection> admit(Peer peer) {
        if (draining) {
            return Optional.of(Rejection.TEMPORARY_CONGESTION);
        }
        synchronized (admitted) {
            long ofPeer = admitted.stream()
                    .filter(one ->
                            one.address().getAddress().equals(peer.address().getAddress()))
                    .count();
            boolean full = admitted.size() >= options.limits().maxAssociations()
                    || ofPeer >= options.limits().maxAssociationsPerPeer();
            if (full) {
                return Optional.of(Rejection.LOCAL_LIMIT_EXCEEDED);
            }
            admitted.add(peer);
            return Optional.empty();
        }
    }

    private void dismiss(Peer peer) {
        synchronized (admitted) {
            admitted.remove(peer);
        }
    }

    private void serve(SocketChannel socket) {
        try (ThreadName name = ThreadName.of("dicom-scp-" + port())) {
            Connection connection = network.connection(socket, options.timeouts());
            name.append(" " + connection);
            UpperLayerService upperLayer =
                    network.service(connection, true, options.timeouts(), options.maxPduLength());
            try {
                Optional<Association.Established> agreed = shake(connection, upperLayer);
                forget(socket);
                if (agreed.isPresent()) {
                    serve(agreed.get(), name);
                } else {
                    dismiss(connection.peer());
                    upperLayer.run();
                }
            } finally {
                dismiss(connection.peer());
                network.watchdog().forget(upperLayer);
                connection.close();
            }
        } catch (IOException e) {
            LOG.debug("A connection on port {} could not be set up", port(), e);
        } finally {
            forget(socket);
        }
    }

    /** Errors of one peer end here: they are told and its connection is closed. */
    private Optional<Association.Established> shake(Connection connection, UpperLayerService upperLayer)
            throws IOException {
        try {
            if (options.tls().isPresent()) {
                connection.secure(options.tls().get(), false, options.timeouts().connect());
            }
            return handshake.negotiate(connection.peer(), upperLayer);
        } catch (PduException e) {
            options.listener().failed(connection.peer(), e);
            upperLayer.refuse(e);
        } catch (IOException e) {
            options.listener().failed(connection.peer(), e);
            connection.close();
        }
        return Optional.empty();
    }

    private void serve(Association.Established agreed, ThreadName name) throws IOException {
        Association association =
                new Association(agreed, options.services(), options.timeouts(), network::connect, network.executor());
        name.append(" " + association.remoteAeTitle());
        established.add(association);
        Optional<AssociationException> cause = Optional.empty();
        try {
            agreed.upperLayer().accept(agreed.accept());
            options.listener().established(association);
            cause = agreed.upperLayer().run();
        } finally {
            dismiss(agreed.peer());
            established.remove(association);
            options.listener().ended(association, cause);
        }
    }

    /**
     * Takes no more associations, lets those that are there end, and aborts what is left.
     *
     * @param drain how long to let them
     */
    public void close(Duration drain) {
        draining = true;
        try {
            server.close();
        } catch (IOException e) {
            LOG.warn("The listener on port {} could not be closed: {}", port(), e.getMessage());
        }
        long end = System.nanoTime() + drain.toNanos();
        while (!established.isEmpty()
                && System.nanoTime() - end < 0
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(PAUSE_NANOS / 10);
        }
        established.forEach(Association::abort);
        synchronized (pending) {
            for (SocketChannel socket : pending) {
                try {
                    socket.close();
                } catch (IOException e) {
                    LOG.debug("A pending connection could not be closed cleanly", e);
                }
            }
        }
    }

    /** As {@link #close(Duration)} without waiting. */
    @Override
    public void close() {
        close(Duration.ZERO);
    }
}
