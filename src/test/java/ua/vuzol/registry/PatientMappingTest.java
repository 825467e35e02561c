package ua.vuzol.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ua.vuzol.Deployment;
import ua.vuzol.hl7.Hl7Message;
import ua.vuzol.hl7.Hl7Messages;
import ua.vuzol.hl7.Hl7Segment;
import ua.vuzol.hl7.Partners;
import ua.vuzol.mapping.MappingFileException;
import ua.vuzol.text.Language;
import ua.vuzol.text.Text;

/** What {@code mappings/hl7/patient.yaml} makes of messages. */
class PatientMappingTest {
    private static final Path MESSAGES = Path.of("src/test/resources/ua/vuzol/registry");

    @TempDir
    private Path folder;

    private static MessageReader reader(Path mappings) {
        return new MessageReaders(mappings, new Partners(mappings), new Text(mappings, Language.UKRAINIAN)).now();
    }

    @ParameterizedTest
    @ValueSource(strings = {"admission", "deletions"})
    void aMessageIsReadAsItsGoldenFileSays(String name) throws IOException {
        Hl7Message message = Hl7Messages.parse(1, "mis", Files.readString(MESSAGES.resolve(name + ".hl7")));
        assertThat(described(reader(Path.of("mappings")), message))
                .isEqualTo(Files.readString(MESSAGES.resolve(name + ".txt")));
    }

    private static String described(MessageReader reader, Hl7Message message) {
        Hl7Segment pid = message.segment("PID").orElseThrow();
        MisAccount account = reader.account(message, pid, message.time().orElseThrow());
        Patient said = account.said();
        StringBuilder text = new StringBuilder();
        line(text, "number", said.pid().value() + " of '" + said.pid().issuer() + "'");
        said.otherIds()
                .forEach(number ->
                        line(text, IdentifierKind.of(number).name(), number.value() + " of '" + number.issuer() + "'"));
        line(text, "name", said.name());
        line(text, "latin", said.latinName().orElse("-"));
        line(text, "born", said.birthDate().map(Object::toString).orElse("-"));
        line(text, "sex", said.sex().orElse("-"));
        line(text, "mother", said.contacts().mothersName().orElse("-"));
        line(text, "address", said.contacts().address().orElse("-"));
        said.contacts().phones().forEach(phone -> line(text, "phone", phone));
        line(text, "told", account.fields().stream().sorted().map(Enum::name).collect(Collectors.joining(" ")));
        line(text, "at", account.at().toString());
        reader.visit(message, pid, account.number(), Optional.empty(), account.at())
                .ifPresent(visit -> line(
                        text,
                        "visit",
                        "%s of '%s', class %s, at %s"
                                .formatted(
                                        visit.number().value(),
                                        visit.number().issuer(),
                                        visit.patientClass().orElse("-"),
                                        visit.location().orElse("-"))));
        return text.toString();
    }

    private static void line(StringBuilder text, String key, String value) {
        text.append(key).append(": ").append(value).append('\n');
    }

    @ParameterizedTest
    @CsvSource({"7^^^MIS, ''", "7, ''", "7^^^LAB, LAB", "7^^^&1.2.3&ISO, 1.2.3"})
    void theHospitalsOwnAuthoritiesAreNoIssuers(String told, String issuer) throws IOException {
        Path mappings = Deployment.copyOf("mappings", folder.resolve("mappings"));
        Path file = mappings.resolve("hl7/patient.yaml");
        Files.writeString(file, Files.readString(file).replace("ownAuthorities: []", "ownAuthorities: [MIS]"));
        Hl7Segment pid = Hl7Messages.parse(
                        1, "mis", "MSH|^~\\&|MIS||||20260302||ADT^A08|1|P|2.5.1\nPID|||" + told + "||А^Б")
                .segment("PID")
                .orElseThrow();
        assertThat(reader(mappings).patientId(pid, "mis")).isEqualTo(new PatientId("7", issuer));
    }

    @Test
    void aNumberWithoutAuthorityIsThePartners() throws IOException {
        Path mappings = Deployment.copyOf("mappings", folder.resolve("mappings"));
        Files.writeString(
                mappings.resolve("hl7/partners.yaml"), "partners: {mis: {application: MIS, issuer: CLINIC7}}\n");
        Hl7Segment pid = Hl7Messages.parse(1, "mis", "MSH|^~\\&|MIS||||20260302||ADT^A08|1|P|2.5.1\nPID|||7||А^Б")
                .segment("PID")
                .orElseThrow();
        assertThat(reader(mappings).patientId(pid, "mis")).isEqualTo(new PatientId("7", "CLINIC7"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    birthDate: PID-7    | birthDate: PID.7       | PID.7
                    location: PV1-3     | place: PV1-3           | place
                    U: ''               | U: X                   | X
                    types: [TAX,        | kinds: [TAX,           | kinds
                    """)
    void aWrongFileIsRefusedWithThePlace(String right, String wrong, String told) throws IOException {
        Path mappings = Deployment.copyOf("mappings", folder.resolve("mappings"));
        Path file = mappings.resolve("hl7/patient.yaml");
        String yaml = Files.readString(file);
        assertThat(yaml).contains(right);
        Files.writeString(file, yaml.replace(right, wrong));
        assertThatThrownBy(() -> PatientMapping.load(mappings))
                .isInstanceOf(MappingFileException.class)
                .hasMessageContaining("patient.yaml:")
                .hasMessageContaining(told.equals("PID.7") ? "birthDate" : told.equals("X") ? "sex" : told);
        assertThat(Registry.check(mappings)).isNotEmpty();
    }
}
