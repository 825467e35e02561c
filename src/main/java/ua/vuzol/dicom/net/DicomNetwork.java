package ua.vuzol.dicom.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The way to DICOM nodes: opens associations and listens for them. It owns the threads of both; one serves a whole process.
 */
public final class DicomNetwork implements AutoCloseable {

    private final Watchdog watchdog = new Watchdog();
    private final TransferBuffers buffers = new TransferBuffers();
    private final AtomicInteger threads = new AtomicInteger();
    private final ExecutorService executor =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "dicom-" + threads.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            });

    /**
     * Opens an association.
     *
     * @throws AssociationRejectedException if the peer rejects it
     * @throws AssociationTimeoutException if it does not answer in time
     * @throws IOException if it cannot be reached
     */
    public Association connect(NodeAddress node, AssociationOptions options) throws IOException {
        Connection connection = open(node, options);
        UpperLayerService upperLayer = service(connection, false, options.timeouts(), options.maxPduLength());
        boolean established = false;
        try {
            if (node.tls().isPresent()) {
                connection.secure(node.tls().get(), true, options.timeouts().connect());
            }
            AssociateRequest request = options.requestTo(node.aeTitle());
            AssociateAccept accept = upperLayer.associate(request);
            Association association = new Association(
                    new Association.Established(upperLayer, false, connection.peer(), request, accept),
                    options.services(),
                    options.timeouts(),
                    this::connect,
                    executor);
            executor.execute(() -> read(association, upperLayer));
            established = true;
            return association;
        } finally {
            if (!established) {
                watchdog.forget(upperLayer);
                connection.close();
            }
        }
    }

    private Connection open(NodeAddress node, AssociationOptions options) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            InetSocketAddress address = new InetSocketAddress(node.host(), node.port());
            if (address.isUnresolved()) {
                throw new UnknownHostException(node.host());
            }
            long millis = options.timeouts().connect().toMillis();
            channel.socket().connect(address, (int) Math.min(Integer.MAX_VALUE, millis));
            return connection(channel, options.timeouts());
        } catch (SocketTimeoutException e) {
            channel.close();
            throw new AssociationTimeoutException(Timeouts.Kind.CONNECT, e);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private void read(Association association, UpperLayerService upperLayer) {
        try (ThreadName name = ThreadName.of("dicom-scu " + association)) {
            upperLayer.run();
        } finally {
            watchdog.forget(upperLayer);
        }
    }

    /**
     * Listens.
     *
     * @throws IOException if the port is taken
     */
    public Acceptor listen(AcceptorOptions options) throws IOException {
        return new Acceptor(options, this);
    }

    UpperLayerService service(Connection connection, boolean acceptor, Timeouts timeouts, int maxPduLength) {
        UpperLayerService service = new UpperLayerService(connection, acceptor, timeouts, maxPduLength, executor);
        watchdog.watch(service);
        return service;
    }

    Connection connection(SocketChannel channel, Timeouts timeouts) throws IOException {
        return new Connection(channel, timeouts.send(), buffers);
    }

    ExecutorService executor() {
        return executor;
    }

    Watchdog watchdog() {
        return watchdog;
    }

    /** Ends the threads; close acceptors and associations before. */
    @Override
    public void close() {
        executor.shutdownNow();
        watchdog.close();
    }
}
