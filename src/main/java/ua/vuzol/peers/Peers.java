package ua.vuzol.peers;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import ua.vuzol.dicom.net.Admission;
import ua.vuzol.dicom.net.AssociateRequest;
import ua.vuzol.dicom.net.NodeAddress;
import ua.vuzol.dicom.net.Rejection;
import ua.vuzol.mapping.HostRange;
import ua.vuzol.mapping.HotMapping;
import ua.vuzol.mapping.MappingFile;
import ua.vuzol.mapping.MappingProblem;
import ua.vuzol.mapping.Unlisted;

/** Who may talk to the hub: {@code mappings/dicom/peers.yaml}, at work as soon as it is written. */
@Service
public class Peers implements Admission {
    private final HotMapping<Directory> mapping;

    public Peers(@Value("${vuzol.mappings}") Path mappings) {
        this.mapping = mapping(mappings);
    }

    private record Directory(Unlisted unlisted, Map<String, Peer> peers) {}

    private static HotMapping<Directory> mapping(Path mappings) {
        Path folder = mappings.resolve("dicom");
        return new HotMapping<>(folder.resolve("peers.yaml"), folder.resolve("peers.schema.json"), Peers::directory);
    }

    /** What is wrong with the file; empty when it can be used. */
    public static List<MappingProblem> check(Path mappings) {
        return MappingProblem.in(() -> mapping(mappings));
    }

    /** Why the newest version of the file is not at work; empty when it is. */
    public Optional<String> problem() {
        return mapping.problem();
    }

    /** What is known of a calling AE title; one that is not listed may do everything, once it is let in. */
    public Peer peer(String aeTitle) {
        return Optional.ofNullable(mapping.get().peers().get(aeTitle)).orElseGet(() -> Peer.unlisted(aeTitle));
    }

    /** Where an AE title listens, if it is listed with an address. */
    public Optional<NodeAddress> address(String aeTitle) {
        return peer(aeTitle).address();
    }

    /** A listed AE title must call from where it may; another is let in as the file says, at first from this machine only. */
    @Override
    public Optional<Rejection> judge(AssociateRequest request, ua.vuzol.dicom.net.Peer connection) {
        Directory directory = mapping.get();
        InetAddress host = connection.address().getAddress();
        Peer peer = directory.peers().get(request.callingAeTitle());
        boolean admitted = peer == null ? directory.unlisted().admits(host) : peer.mayCallFrom(host);
        return admitted ? Optional.empty() : Optional.of(Rejection.CALLING_AE_TITLE_NOT_RECOGNIZED);
    }

    private static Directory directory(MappingFile.Entry root) {
        Map<String, Peer> peers = new LinkedHashMap<>();
        root.get("peers").members().forEach((aeTitle, entry) -> peers.put(aeTitle, peer(aeTitle, entry)));
        return new Directory(Unlisted.of(root.get("unlisted")), Map.copyOf(peers));
    }

    private static Peer peer(String aeTitle, MappingFile.Entry entry) {
        return new Peer(
                aeTitle,
                true,
                entry.get("title").text().orElse(aeTitle),
                entry.get("hosts").elements().stream().map(HostRange::of).toList(),
                entry.get("address").text().map(text -> address(aeTitle, text)),
                entry.get("source").text(),
                rights(entry.get("may")),
                answers(entry.get("answers")),
                entry.get("worklist").text().filter("own"::equals).isPresent());
    }

    /** HOST:PORT, as the schema demands. */
    private static NodeAddress address(String aeTitle, String text) {
        int colon = text.lastIndexOf(':');
        return NodeAddress.of(aeTitle, text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    private static Set<Right> rights(MappingFile.Entry entry) {
        return entry.present()
                ? entry.elements().stream()
                        .flatMap(right -> right.text().stream())
                        .map(text -> Right.valueOf(text.toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Right.class)))
                : EnumSet.allOf(Right.class);
    }

    private static Answers answers(MappingFile.Entry entry) {
        Answers.CharacterSet characterSet =
                switch (entry.get("characterSet").text().orElse("")) {
                    case "ISO_IR 144" -> Answers.CharacterSet.CYRILLIC;
                    case "ASCII" -> Answers.CharacterSet.ASCII;
                    default -> Answers.CharacterSet.UTF_8;
                };
        boolean latin = characterSet == Answers.CharacterSet.ASCII
                || entry.get("script").text().filter("latin"::equals).isPresent();
        return new Answers(characterSet, latin);
    }
}
