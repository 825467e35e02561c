package ua.vuzol.dicom.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TCP connection, with TLS or without, on which no wait is endless: a {@link Watchdog} closes the socket under a read or
 * write that took longer than allowed. The time that a reader may take is a budget for what it expects, spent only while it
 * is blocked, so that neither a trickling peer wins time nor a slow consumer here loses it.
 */
final class Connection implements Watchdog.Watched {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    /** For what is small: headers and commands. Objects pass it by. */
    private static final int BUFFER_BYTES = 4096;

    /** Why a thread is blocked and until when, in nanoseconds of {@link System#nanoTime}. */
    private record Wait(Timeouts.Kind kind, long deadline) {
        boolean isOver(long now) {
            return now - deadline > 0;
        }
    }

    /** TLS over the connection: the JDK has it for streams. */
    private record Secured(SSLSocket socket, InputStream in, OutputStream out) {}

    private final SocketChannel channel;
    private final Duration sendTimeout;
    private final TransferBuffers buffers;
    private final Peer plainPeer;
    private Optional<Secured> secured = Optional.empty();

    /** Read but not taken yet: from its position to its limit. */
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);

    private Optional<Timeouts.Kind> expected = Optional.empty();
    private long budget;

    private volatile Optional<Wait> reading = Optional.empty();
    private volatile Optional<Wait> writing = Optional.empty();
    private volatile Optional<Timeouts.Kind> expired = Optional.empty();

    /** @param channel connected and blocking */
    Connection(SocketChannel channel, Duration sendTimeout, TransferBuffers buffers) throws IOException {
        this.channel = channel;
        this.buffers = buffers;
        this.sendTimeout = sendTimeout;
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        plainPeer = new Peer((InetSocketAddress) channel.getRemoteAddress(), List.of());
    }

    /** A buffer of {@link TransferBuffers#BYTES} that transfers well over this connection. */
    ByteBuffer takeBuffer() {
        return secured.isPresent() ? ByteBuffer.allocate(TransferBuffers.BYTES) : buffers.take();
    }

    /** Gives back a buffer that nobody uses any more. */
    void giveBuffer(ByteBuffer used) {
        if (used.isDirect()) {
            buffers.give(used);
        }
    }

    /** Lays TLS over the connection; blocks for the handshake. */
    void secure(TlsOptions tls, boolean asClient, Duration handshakeTimeout) throws IOException {
        SSLSocket socket = tls.layeredOver(channel.socket(), asClient);
        reading = waiting(Timeouts.Kind.CONNECT, handshakeTimeout);
        try {
            socket.startHandshake();
        } catch (IOException e) {
            throw translated(e);
        } finally {
            reading = Optional.empty();
        }
        secured = Optional.of(new Secured(socket, socket.getInputStream(), socket.getOutputStream()));
    }

    private static Optional<Wait> waiting(Timeouts.Kind kind, Duration timeout) {
        return timeout.isZero() ? Optional.empty() : Optional.of(new Wait(kind, System.nanoTime() + timeout.toNanos()));
    }

    /** From now on reading may block this long in all. Zero: for ever. */
    void expect(Timeouts.Kind kind, Duration timeout) {
        expected = timeout.isZero() ? Optional.empty() : Optional.of(kind);
        budget = timeout.toNanos();
    }

    /** From now on reading may block for ever. */
    void expectAnything() {
        expected = Optional.empty();
    }

    /** One byte, or -1 at the end. */
    int read() throws IOException {
        return buffer.hasRemaining() || fill() ? buffer.get() & 0xFF : -1;
    }

    /** Some bytes into a buffer with room, their number, or -1 at the end. */
    int read(ByteBuffer target) throws IOException {
        if (!buffer.hasRemaining()) {
            if (target.remaining() >= BUFFER_BYTES) {
                return receive(target);
            }
            if (!fill()) {
                return -1;
            }
        }
        int count = Math.min(target.remaining(), buffer.remaining());
        target.put(buffer.slice().limit(count));
        buffer.position(buffer.position() + count);
        return count;
    }

    private boolean fill() throws IOException {
        buffer.clear();
        int count = receive(buffer);
        buffer.flip();
        return count > 0;
    }

    private int receive(ByteBuffer target) throws IOException {
        long start = System.nanoTime();
        reading = expected.map(kind -> new Wait(kind, start + budget));
        try {
            return secured.isPresent() ? receive(target, secured.get()) : channel.read(target);
        } catch (IOException e) {
            throw translated(e);
        } finally {
            reading = Optional.empty();
            budget -= System.nanoTime() - start;
        }
    }

    private static int receive(ByteBuffer target, Secured secured) throws IOException {
        int count = secured.in.read(target.array(), target.arrayOffset() + target.position(), target.remaining());
        target.position(target.position() + Math.max(0, count));
        return count;
    }

    /** Writes all of a buffer; one thread at a time. */
    void write(ByteBuffer source) throws IOException {
        writing = waiting(Timeouts.Kind.SEND, sendTimeout);
        try {
            if (secured.isPresent()) {
                secured.get().out.write(source.array(), source.arrayOffset() + source.position(), source.remaining());
                source.position(source.limit());
            }
            while (source.hasRemaining()) {
                channel.write(source);
            }
        } catch (IOException e) {
            throw translated(e);
        } finally {
            writing = Optional.empty();
        }
    }

    private IOException translated(IOException e) {
        return expired.<IOException>map(kind -> new AssociationTimeoutException(kind, e))
                .orElse(e);
    }

    @Override
    public void check(long now) {
        reading.filter(wait -> wait.isOver(now)).ifPresent(wait -> expire(wait.kind));
        writing.filter(wait -> wait.isOver(now)).ifPresent(wait -> expire(wait.kind));
    }

    /** Ends all waits by closing. */
    void expire(Timeouts.Kind kind) {
        expired = Optional.of(kind);
        close();
    }

    /** Closes the TCP socket below TLS: closing TLS waits for a peer that may be the reason to close. */
    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("{} could not be closed cleanly", plainPeer, e);
        }
    }

    Optional<Timeouts.Kind> expired() {
        return expired;
    }

    Peer peer() {
        return secured.map(tls -> new Peer(plainPeer.address(), certificates(tls.socket)))
                .orElse(plainPeer);
    }

    private static List<X509Certificate> certificates(SSLSocket socket) {
        try {
            Certificate[] chain = socket.getSession().getPeerCertificates();
            return Arrays.stream(chain)
                    .filter(X509Certificate.class::isInstance)
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException e) {
            return List.of(); // the peer showed none, which is its right where none is demanded
        }
    }

    @Override
    public String toString() {
        return plainPeer.toString();
    }
}
