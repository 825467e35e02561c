package ua.vuzol.delivery;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ua.vuzol.peers.Answers;

/**
 * A node that the hub delivers to, as {@code mappings/destinations.yaml} has it.
 *
 * @param name in rules, queues and commands
 * @param title for people
 * @param active whether anything is sent; what is to go there waits otherwise
 * @param aeTitle what the node calls itself
 * @param callingAeTitle what the hub calls itself there; empty for its own AE title
 * @param tls how the connection is secured; empty if it is not
 * @param receivesAll whether every study goes there, or only what rules forward by name
 * @param text how text is written for it; empty for as it came
 * @param transferSyntaxes UIDs of those it may be sent, the preferred first; empty for any that it accepts
 * @param window how many associations side by side
 * @param bytesPerSecond the most that each of them sends; empty for no limit
 * @param commitment how it is asked for storage commitment; empty if it is not
 * @param query whether it answers C-FIND
 */
public record Destination(
        String name,
        String title,
        boolean active,
        String aeTitle,
        String host,
        int port,
        Optional<String> callingAeTitle,
        Optional<Tls> tls,
        boolean receivesAll,
        Optional<Answers> text,
        List<String> transferSyntaxes,
        int window,
        Optional<Integer> bytesPerSecond,
        OpeningHours hours,
        Optional<Commitment> commitment,
        boolean query,
        Backoff retry) {

    public Destination {
        transferSyntaxes = List.copyOf(transferSyntaxes);
    }

    /** Whether it may be sent to at a time. */
    boolean isOpen(Instant now) {
        return active && hours.isOpen(now);
    }

    /** AE title, host and port as {@code dicom:} URIs have them. */
    public String node() {
        String title = URLEncoder.encode(aeTitle, StandardCharsets.US_ASCII).replace("+", "%20");
        return "%s@%s:%d".formatted(title, host.contains(":") ? "[" + host + "]" : host, port);
    }

    /**
     * TLS with a destination.
     *
     * @param trusted PEM files with commas
     * @param certificates PEM file, empty for none to show
     * @param privateKey PEM file, empty likewise
     */
    public record Tls(String trusted, String certificates, String privateKey, boolean verifyHostName) {}

    /**
     * How storage commitment is asked for (PS3.4 J).
     *
     * @param patience how long an answer is waited for before it is asked again
     */
    public record Commitment(Duration patience) {}
}
