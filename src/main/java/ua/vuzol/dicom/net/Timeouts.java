package ua.vuzol.dicom.net;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * How long to wait for a peer, each wait by itself; zero means for ever.
 *
 * @param connect for the TCP connection and after it the TLS handshake
 * @param artim PS3.8 9.1.4: after a connection came in for its A-ASSOCIATE-RQ, and after a rejection, an abort or a release
 *     for the peer to close the connection
 * @param request for the answer to an A-ASSOCIATE-RQ or A-RELEASE-RQ
 * @param response for the response to a DIMSE request, and between two responses to it
 * @param receive for the rest of a PDU or message that has begun
 * @param idle on an established association on which no operation is under way
 * @param send for the peer to take one PDU
 */
public record Timeouts(
        Duration connect,
        Duration artim,
        Duration request,
        Duration response,
        Duration receive,
        Duration idle,
        Duration send) {

    /** The waits by name, for {@link AssociationTimeoutException}. */
    public enum Kind {
        CONNECT("the peer did not take the connection or its TLS handshake"),
        ARTIM("the peer did not go on with the association (ARTIM)"),
        REQUEST("the peer did not answer the request for an association or its release"),
        RESPONSE("the peer did not respond to a DIMSE request"),
        RECEIVE("the peer stopped in the middle of a message"),
        IDLE("the association was idle"),
        SEND("the peer does not take what is sent");

        private final String description;

        Kind(String description) {
            this.description = description;
        }

        String description() {
            return description;
        }
    }

    private static final Timeouts DEFAULTS = new Timeouts(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofMinutes(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            Duration.ofMinutes(1));

    public Timeouts {
        if (Stream.of(connect, artim, request, response, receive, idle, send).anyMatch(Duration::isNegative)) {
            throw new IllegalArgumentException("A timeout cannot be negative; zero means for ever");
        }
    }

    /** 10 s to connect, 30 s for ARTIM and requests, 10 min for responses and idleness, 1 min to receive and to send. */
    public static Timeouts defaults() {
        return DEFAULTS;
    }

    public Timeouts withConnect(Duration timeout) {
        return new Timeouts(timeout, artim, request, response, receive, idle, send);
    }

    public Timeouts withArtim(Duration timeout) {
        return new Timeouts(connect, timeout, request, response, receive, idle, send);
    }

    public Timeouts withRequest(Duration timeout) {
        return new Timeouts(connect, artim, timeout, response, receive, idle, send);
    }

    public Timeouts withResponse(Duration timeout) {
        return new Timeouts(connect, artim, request, timeout, receive, idle, send);
    }

    public Timeouts withReceive(Duration timeout) {
        return new Timeouts(connect, artim, request, response, timeout, idle, send);
    }

    public Timeouts withIdle(Duration timeout) {
        return new Timeouts(connect, artim, request, response, receive, timeout, send);
    }

    public Timeouts withSend(Duration timeout) {
        return new Timeouts(connect, artim, request, response, receive, idle, timeout);
    }
}
