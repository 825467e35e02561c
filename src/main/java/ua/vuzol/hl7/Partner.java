package ua.vuzol.hl7;

import java.net.InetAddress;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ua.vuzol.mapping.HostRange;

/**
 * Who sends HL7 messages to the hub or takes them from it.
 *
 * @param name as in {@code mappings/hl7/partners.yaml}
 * @param title for people
 * @param application what MSH-3 says if it is this partner; empty for anything
 * @param facility what MSH-4 says if it is this partner; empty for anything
 * @param hosts where it may send from; empty for anywhere
 * @param charset the encoding of messages that do not tell; of those that the hub sends as well
 * @param detects whether the encoding is found out from the text where what MSH-18 says does not fit
 * @param issuer of patient identifiers whose CX.4 is empty
 * @param address where it listens itself, {@code HOST:PORT}
 * @param interests what it wants to be told of
 * @param receivingApplication MSH-5 of what is sent to it
 * @param receivingFacility MSH-6 of what is sent to it
 */
public record Partner(
        String name,
        String title,
        Optional<String> application,
        Optional<String> facility,
        List<HostRange> hosts,
        Charset charset,
        boolean detects,
        Optional<String> issuer,
        Optional<String> address,
        Set<Interest> interests,
        String receivingApplication,
        String receivingFacility) {

    /** Name of every sender that is let in without being listed. */
    public static final String UNLISTED = "unlisted";

    public Partner {
        hosts = List.copyOf(hosts);
        interests = Set.copyOf(interests);
    }

    boolean sends(String sendingApplication, String sendingFacility) {
        return (application.isPresent() || facility.isPresent() || !hosts.isEmpty())
                && application.map(sendingApplication::equals).orElse(true)
                && facility.map(sendingFacility::equals).orElse(true);
    }

    boolean maySendFrom(InetAddress host) {
        return hosts.isEmpty() || hosts.stream().anyMatch(range -> range.contains(host));
    }
}
