package ua.vuzol.peers;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ua.vuzol.dicom.net.NodeAddress;
import ua.vuzol.mapping.HostRange;

/**
 * An application entity that the hub knows, or any other that it lets in.
 *
 * @param aeTitle what it calls itself
 * @param listed whether {@code mappings/dicom/peers.yaml} has it
 * @param title for people
 * @param hosts where it may call from; empty for anywhere
 * @param address where it listens itself, as a destination of C-MOVE and of answers to storage commitment
 * @param ownWorklist whether it is told only the steps that are planned for itself
 * @param source the profile in {@code mappings/sources} for what it sends
 */
public record Peer(
        String aeTitle,
        boolean listed,
        String title,
        List<HostRange> hosts,
        Optional<NodeAddress> address,
        Optional<String> source,
        Set<Right> rights,
        Answers answers,
        boolean ownWorklist) {

    public Peer {
        hosts = List.copyOf(hosts);
        rights = Set.copyOf(rights);
    }

    static Peer unlisted(String aeTitle) {
        return new Peer(
                aeTitle,
                false,
                aeTitle,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Set.of(Right.values()),
                Answers.UTF_8,
                false);
    }

    public boolean may(Right right) {
        return rights.contains(right);
    }

    boolean mayCallFrom(InetAddress host) {
        return hosts.isEmpty() || hosts.stream().anyMatch(range -> range.contains(host));
    }
}
