package ua.vuzol.hl7;

import java.net.InetAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
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
import ua.vuzol.mapping.HostRange;
import ua.vuzol.mapping.HotMapping;
import ua.vuzol.mapping.MappingFile;
import ua.vuzol.mapping.MappingProblem;
import ua.vuzol.mapping.Unlisted;
import ua.vuzol.text.Encodings;

/** Who may send HL7 messages, and who is sent some: {@code mappings/hl7/partners.yaml}, at work as soon as it is written. */
@Service
public class Partners {
    private final HotMapping<Directory> mapping;

    public Partners(@Value("${vuzol.mappings}") Path mappings) {
        this.mapping = mapping(mappings);
    }

    private record Directory(Unlisted unlisted, Partner anybody, Map<String, Partner> partners) {}

    private static HotMapping<Directory> mapping(Path mappings) {
        Path folder = mappings.resolve("hl7");
        return new HotMapping<>(
                folder.resolve("partners.yaml"), folder.resolve("partners.schema.json"), Partners::read);
    }

    /** What is wrong with the file; empty when it can be used. */
    public static List<MappingProblem> check(Path mappings) {
        return MappingProblem.in(() -> mapping(mappings));
    }

    /** Why the newest version of the file is not at work; empty when it is. */
    public Optional<String> problem() {
        return mapping.problem();
    }

    public Collection<Partner> all() {
        return mapping.get().partners().values();
    }

    /** What is known of a partner; of one that is not listed, or is so no more, what the file says of all such. */
    public Partner partner(String name) {
        Directory directory = mapping.get();
        return directory.partners().getOrDefault(name, directory.anybody());
    }

    /**
     * Whose message it is.
     *
     * @return empty if the sender may not send from there
     */
    Optional<Partner> sender(String application, String facility, InetAddress host) {
        Directory directory = mapping.get();
        List<Partner> named = directory.partners().values().stream()
                .filter(partner -> partner.sends(application, facility))
                .toList();
        Optional<Partner> sender =
                named.stream().filter(partner -> partner.maySendFrom(host)).findFirst();
        boolean pretended = sender.isEmpty()
                && named.stream().anyMatch(partner -> partner.application().isPresent());
        if (sender.isPresent() || pretended || !directory.unlisted().admits(host)) {
            return sender;
        }
        return Optional.of(directory.anybody());
    }

    private static Directory read(MappingFile.Entry root) {
        Map<String, Partner> partners = new LinkedHashMap<>();
        root.get("partners").members().forEach((name, entry) -> partners.put(name, partner(name, entry)));
        return new Directory(
                Unlisted.of(root.get("unlisted")), partner(Partner.UNLISTED, root.get("others")), partners);
    }

    private static Partner partner(String name, MappingFile.Entry entry) {
        return new Partner(
                name,
                entry.get("title").text().orElse(name),
                entry.get("application").text(),
                entry.get("facility").text(),
                entry.get("hosts").elements().stream().map(HostRange::of).toList(),
                charset(entry.get("charset")),
                entry.get("detect").node().asBoolean(true),
                entry.get("issuer").text(),
                entry.get("address").text(),
                interests(entry.get("sends")),
                entry.get("receivingApplication")
                        .text()
                        .or(() -> entry.get("application").text())
                        .orElse(""),
                entry.get("receivingFacility")
                        .text()
                        .or(() -> entry.get("facility").text())
                        .orElse(""));
    }

    private static Charset charset(MappingFile.Entry entry) {
        return entry.text()
                .map(name -> Charsets.find(name)
                        .orElseThrow(() -> entry.error("is no encoding known here; known are "
                                + String.join(", ", Encodings.supportedNames()))))
                .orElse(StandardCharsets.UTF_8);
    }

    private static Set<Interest> interests(MappingFile.Entry entry) {
        return entry.elements().stream()
                .flatMap(interest -> interest.text().stream())
                .map(text -> Interest.valueOf(text.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Interest.class)));
    }
}
