package ua.vuzol.dicom.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
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
    private static final int BUFFER_BYTES = 16 * 1024;

    /** Why a thread is blocked and until when, in nanoseconds of {@link System#nanoTime}. */
    private record Wait(Timeouts.Kind kind, long deadline) {
        boolean isOver(long now) {
            return now - deadline > 0;
        }
    }

    private final Socket raw;
    private final Duration sendTimeout;
    private Socket socket;
    private InputStream in;
    private OutputStream out;

    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int end;

    private Optional<Timeouts.Kind> expected = Optional.empty();
    private long budget;

    private volatile Optional<Wait> reading = Optional.empty();
    private volatile Optional<Wait> writing = Optional.empty();
    private volatile Optional<Timeouts.Kind> expired = Optional.empty();

    /** @param raw connected */
    Connection(Socket raw, Duration sendTimeout) throws IOException {
        this.raw = raw;
        this.sendTimeout = sendTimeout;
        raw.setTcpNoDelay(true);
        use(raw);
    }

    private void use(Socket layered) throws IOException {
        socket = layered;
        in = layered.getInputStream();
        out = layered.getOutputStream();
    }

    /** Lays TLS over the connection; blocks for the handshake. */
    void secure(TlsOptions tls, boolean asClient, Duration handshakeTimeout) throws IOException {
        SSLSocket secured = tls.layeredOver(raw, asClient);
        reading = waiting(Timeouts.Kind.CONNECT, handshakeTimeout);
        try {
            secured.startHandshake();
        } catch (IOException e) {
            throw translated(e);
        } finally {
            reading = Optional.empty();
        }
        use(secured);
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
        if (at == end) {
            at = 0;
            end = Math.max(0, receive(buffer, 0, buffer.length));
            if (end == 0) {
                return -1;
            }
        }
        return buffer[at++] & 0xFF;
    }

    /** Some bytes, or -1 at the end. */
    int read(byte[] bytes, int from, int length) throws IOException {
        if (at == end && length >= buffer.length) {
            return receive(bytes, from, length);
        }
        if (at == end) {
            at = 0;
            end = Math.max(0, receive(buffer, 0, buffer.length));
            if (end == 0) {
                return -1;
            }
        }
        int count = Math.min(length, end - at);
        System.arraycopy(buffer, at, bytes, from, count);
        at += count;
        return count;
    }

    private int receive(byte[] bytes, int from, int length) throws IOException {
        long start = System.nanoTime();
        reading = expected.map(kind -> new Wait(kind, start + budget));
        try {
            return in.read(bytes, from, length);
        } catch (IOException e) {
            throw translated(e);
        } finally {
            reading = Optional.empty();
            budget -= System.nanoTime() - start;
        }
    }

    /** Writes all; one thread at a time. */
    void write(byte[] bytes, int from, int length) throws IOException {
        writing = waiting(Timeouts.Kind.SEND, sendTimeout);
        try {
            out.write(bytes, from, length);
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
            raw.close();
        } catch (IOException e) {
            LOG.debug("{} could not be closed cleanly", raw.getRemoteSocketAddress(), e);
        }
    }

    Optional<Timeouts.Kind> expired() {
        return expired;
    }

    Peer peer() {
        SocketAddress address = raw.getRemoteSocketAddress();
        return new Peer((InetSocketAddress) address, certificates());
    }

    private List<X509Certificate> certificates() {
        if (!(socket instanceof SSLSocket secured)) {
            return List.of();
        }
        try {
            Certificate[] chain = secured.getSession().getPeerCertificates();
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
        return String.valueOf(raw.getRemoteSocketAddress());
    }
}
