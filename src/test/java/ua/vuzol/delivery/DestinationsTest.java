package ua.vuzol.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ua.vuzol.mapping.MappingProblem;
import ua.vuzol.peers.Answers;
import ua.vuzol.peers.Peers;

class DestinationsTest {
    private static final ZoneId HOSPITAL = ZoneId.of("Europe/Kyiv");

    @TempDir
    private Path mappings;

    @BeforeEach
    void theProjectsSchema() throws IOException {
        Files.copy(Path.of("mappings/destinations.schema.json"), mappings.resolve("destinations.schema.json"));
    }

    private Destinations destinations(String yaml) throws IOException {
        Files.writeString(mappings.resolve("destinations.yaml"), yaml);
        return new Destinations(mappings, HOSPITAL, new Peers(Path.of("mappings")));
    }

    private List<MappingProblem> problems(String entry) throws IOException {
        Files.writeString(
                mappings.resolve("destinations.yaml"),
                "destinations:\n  pacs: {aeTitle: PACS, host: localhost, port: 104, " + entry + "}\n");
        return Destinations.check(mappings);
    }

    @Test
    void theHubStartsWithoutADestination() {
        assertThat(Destinations.check(Path.of("mappings"))).isEmpty();
        assertThat(new Destinations(Path.of("mappings"), HOSPITAL, new Peers(Path.of("mappings"))).all())
                .isEmpty();
    }

    @Test
    void theCommentedExampleIsValidToo() throws IOException {
        String shipped = Files.readString(Path.of("mappings/destinations.yaml"));
        Destinations examples = destinations(
                shipped.replace("destinations: {}", "destinations:").replaceAll("(?m)^#  ", "  "));
        assertThat(examples.all()).extracting(Destination::name).containsExactly("pacs", "regional");
        Destination regional = examples.find("regional").orElseThrow();
        assertThat(regional.text()).contains(new Answers(Answers.CharacterSet.ASCII, true));
        assertThat(regional.hours().times()).hasSize(2);
        assertThat(examples.find("pacs").orElseThrow().commitment())
                .contains(new Destination.Commitment(Duration.ofHours(1)));
    }

    @Test
    void hoursWithoutAZoneAreTheHospitals() throws IOException {
        Destination pacs = destinations(
                        """
                        destinations:
                          pacs: {aeTitle: PACS, host: localhost, port: 104, hours: {times: [{from: "22:00", to: "06:00"}]}}
                        """)
                .find("pacs")
                .orElseThrow();
        assertThat(pacs.hours().zone()).isEqualTo(HOSPITAL);
    }

    @Test
    void whatIsNotSaidHasQuietDefaults() throws IOException {
        Destination pacs = destinations("destinations: {pacs: {aeTitle: MY PACS, host: '::1', port: 104}}")
                .find("pacs")
                .orElseThrow();
        assertThat(pacs.active()).isTrue();
        assertThat(pacs.receivesAll()).isFalse();
        assertThat(pacs.window()).isEqualTo(1);
        assertThat(pacs.text()).isEmpty();
        assertThat(pacs.tls()).isEmpty();
        assertThat(pacs.commitment()).isEmpty();
        assertThat(pacs.retry()).isEqualTo(new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(10)));
        assertThat(pacs.node()).as("as URIs have it").isEqualTo("MY%20PACS@[::1]:104");
    }

    @Test
    void aChangeIsAtWorkAtOnceAndAWrongOneIsNot() throws IOException {
        Destinations destinations = destinations("destinations: {}");
        Files.writeString(
                mappings.resolve("destinations.yaml"), "destinations: {pacs: {aeTitle: PACS, host: a, port: 104}}");
        assertThat(destinations.find("pacs")).isPresent();
        assertThat(destinations.address("PACS"))
                .hasValueSatisfying(address -> assertThat(address.port()).isEqualTo(104));
        Files.writeString(mappings.resolve("destinations.yaml"), "destinations: {pacs: {aeTitle: PACS}}");
        assertThat(destinations.find("pacs")).isPresent();
        assertThat(destinations.problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("the key host is missing"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    hours: {zone: Kyiv, times: [{}]}                       | is no time zone
                    hours: {times: [{from: "24:00"}]}                      | write 00:00 of the next day
                    hours: {times: [{from: "8:00"}]}                       | HH:MM in quotation marks
                    hours: {times: []}                                     | hours.times
                    hours: {times: [{days: [monday]}]}                     | mon to sun
                    retry: {first: PT1H, longest: PT1M}                    | first is longer than longest
                    retry: {first: 10 seconds}                             | such as PT10S
                    commitment: {patience: PT0S}                           | is no time at all
                    window: 0                                              | 1 to 32
                    answers: {characterSet: KOI8-U}                        | ISO_IR 192
                    tls: {trusted: ca.pem, certificates: hub.pem}          | privateKey
                    transferSyntaxes: [JPEG]                               | a UID
                    colour: red                                            | the key colour is not known here
                    """)
    void aWrongEntryIsToldWithTheMend(String entry, String told) throws IOException {
        assertThat(problems(entry)).isNotEmpty().first().satisfies(problem -> assertThat(problem.toString())
                .contains("destinations.yaml:2", told));
    }
}
