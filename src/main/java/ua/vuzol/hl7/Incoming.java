package ua.vuzol.hl7;

import java.nio.charset.Charset;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A message on its way into the ledger.
 *
 * @param content as it came
 * @param remote address and port it came from: messages of one keep their order
 * @param message empty if it cannot be parsed
 * @param refusal why it cannot be done, if so
 * @param keys patients and orders it concerns
 * @param alone whether no other may be in its group
 * @param replay set if a person sends it again
 */
record Incoming(
        byte[] content,
        byte[] digest,
        String remote,
        Partner partner,
        Header header,
        Charset charset,
        String note,
        Optional<Hl7Message> message,
        Optional<Answer> refusal,
        Set<String> keys,
        boolean alone,
        Optional<Replay> replay,
        CompletableFuture<byte[]> answer) {

    /** Which message is sent again, and by whom. */
    record Replay(long of, String by) {}

    static byte[] digest(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    List<Hl7Segment> segments() {
        return message.map(Hl7Message::segments).orElse(List.of());
    }

    String sender() {
        return header.sendingApplication() + "|" + header.sendingFacility();
    }
}
