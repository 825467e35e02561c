package ua.vuzol.delivery;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import ua.vuzol.dicom.net.NodeAddress;
import ua.vuzol.mapping.HotMapping;
import ua.vuzol.mapping.MappingProblem;
import ua.vuzol.peers.Peers;

/** Where the hub delivers to: {@code mappings/destinations.yaml}, at work as soon as it is written. */
@Service
public class Destinations {
    private final Peers peers;
    private final HotMapping<Map<String, Destination>> mapping;

    public Destinations(@Value("${vuzol.mappings}") Path mappings, @Value("${vuzol.zone}") ZoneId zone, Peers peers) {
        this.peers = peers;
        this.mapping = DestinationsFile.open(mappings, zone);
    }

    /** What is wrong with the file; empty when it can be used. */
    public static List<MappingProblem> check(Path mappings) {
        return MappingProblem.in(() -> DestinationsFile.open(mappings, ZoneOffset.UTC));
    }

    /** Why the newest version of the file is not at work; empty when it is. */
    public Optional<String> problem() {
        return mapping.problem();
    }

    /** All of them, in the order of the file. */
    public Collection<Destination> all() {
        return mapping.get().values();
    }

    public Optional<Destination> find(String name) {
        return Optional.ofNullable(mapping.get().get(name));
    }

    /** Where an AE title listens: a peer that is listed with an address, else a destination; without TLS. */
    public Optional<NodeAddress> address(String aeTitle) {
        return peers.address(aeTitle).or(() -> all().stream()
                .filter(destination -> destination.aeTitle().equals(aeTitle))
                .map(destination -> NodeAddress.of(aeTitle, destination.host(), destination.port()))
                .findFirst());
    }
}
