package ua.vuzol.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ua.vuzol.Deployment;
import ua.vuzol.dicom.data.Dictionary;
import ua.vuzol.hl7.Hl7Messages;
import ua.vuzol.mapping.MappingFileException;
import ua.vuzol.registry.Patient;
import ua.vuzol.registry.PatientId;
import ua.vuzol.text.Language;
import ua.vuzol.text.Text;

/** What the tables in mappings/hl7 make of orders, and of what the MIS is told. */
class OrderTablesTest {
    private static final Path MAPPINGS = Path.of("mappings");
    private static final Path GOLDEN = Path.of("src/test/resources/ua/vuzol/worklist");
    private static final ZoneId KYIV = ZoneId.of("Europe/Kyiv");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"orm-231", "omi-251", "omg-251"})
    void anOrderIsReadAsItsGoldenFileSays(String name) throws IOException {
        String text = Files.readString(GOLDEN.resolve(name + ".hl7"));
        StringBuilder told = new StringBuilder();
        new OrderReader(MAPPINGS, new Text(MAPPINGS, Language.UKRAINIAN), KYIV)
                .read(Hl7Messages.parse(1, "mis", text))
                .forEach(step -> told.append(told(step)));
        assertThat(told.toString()).isEqualTo(Files.readString(GOLDEN.resolve(name + ".txt")));
    }

    private static String told(OrderedStep step) {
        StringBuilder told = new StringBuilder("order %s of \"%s\", filler \"%s\", step %s: %s%n"
                .formatted(
                        step.number().value(),
                        step.number().issuer(),
                        step.filler(),
                        step.stepKey(),
                        step.effect().makes()));
        told.append("study ").append(step.studyUid().orElse("to be given")).append('\n');
        told.append("modality %s at %s, %s%n".formatted(step.modality(), step.stations(), step.start()));
        step.numbers().forEach((kind, value) -> told.append("number %s = %s%n".formatted(kind, value)));
        told(told, "", new TreeMap<>(new ObjectMapper().convertValue(step.attributes(), Map.class)));
        return told.append('\n').toString();
    }

    @SuppressWarnings("unchecked")
    private static void told(StringBuilder told, String indent, Map<String, Object> item) {
        new TreeMap<>(item).forEach((key, values) -> {
            String keyword = Dictionary.standard()
                    .lookup(Integer.parseUnsignedInt(key, 16))
                    .orElseThrow()
                    .keyword();
            told.append(indent).append(keyword).append(':');
            for (Object value : (List<Object>) values) {
                if (value instanceof Map<?, ?> nested) {
                    told.append('\n');
                    told(told, indent + "  ", (Map<String, Object>) nested);
                } else {
                    told.append(' ').append(value.toString().replace("\n", " / "));
                }
            }
            if (told.charAt(told.length() - 1) != '\n') {
                told.append('\n');
            }
        });
    }

    @Test
    void theTextsForTheMisAreAsTheirGoldenFileSays() throws IOException {
        MisMessages messages = new MisMessages(MAPPINGS, KYIV, "https://hub/studies/{study}");
        Patient patient = new Patient(
                1,
                new PatientId("4711", "MIS"),
                "Шевченко^Тарас^Григорович^пан^мол",
                Optional.empty(),
                Optional.of(LocalDate.of(1961, 3, 9)),
                Optional.of("M"),
                List.of());
        WorklistItem item = new WorklistItem(
                1,
                1,
                "1.2.3",
                "ACC1",
                "RP1",
                "ST1",
                "CT",
                Optional.of("CT1"),
                Optional.empty(),
                Instant.parse("2026-03-02T08:15:00Z"),
                Optional.empty(),
                Optional.of("77"),
                StepStatus.STARTED);
        Map<String, String> order =
                Map.of("ORC-2", "77^MIS", "OBR-4", "X^А\\T\\Б^L", "OBR-18", "A-LONG-NUMBER-OF-THE-MIS");
        OrderedStep.OrderNumber number = new OrderedStep.OrderNumber("77", "MIS");
        OrderRow orm = new OrderRow(item, number, with(order, "ORM"));
        OrderRow omg = new OrderRow(item, number, with(order, "OMI"));
        String all = messages.status(orm, patient, "IP")
                + messages.status(omg, patient, "CM")
                + messages.result(omg, patient, omg.item().studyUid(), ResultStatus.FINAL);
        assertThat(all.replace('\r', '\n').replaceAll("20\\d{12}(?=[+-]\\d{4}(\\R|\\|\\|CT))", "NOW"))
                .isEqualTo(Files.readString(GOLDEN.resolve("outbound.txt")));
    }

    private static Map<String, String> with(Map<String, String> order, String type) {
        Map<String, String> all = new TreeMap<>(order);
        all.put("type", type);
        return all;
    }

    @Test
    void everyServiceHasAModalityAndEveryRuleOfOrderControlIsReachable() {
        ServiceTable services = ServiceTable.load(MAPPINGS).get();
        assertThat(services.services()).isNotEmpty().allSatisfy((code, service) -> assertThat(
                        services.modality(service.modality()))
                .isPresent());
        assertThat(services.modality("узд"))
                .get()
                .extracting(ServiceTable.Service::modality)
                .isEqualTo("US");
        OrderControl control = OrderControl.load(MAPPINGS).get();
        assertThat(control.effect("NW", "SC")).contains(new OrderControl.Effect(StepStatus.SCHEDULED, true));
        assertThat(control.effect("XO", "SC")).contains(new OrderControl.Effect(StepStatus.SCHEDULED, false));
        assertThat(control.effect("CA", "CA")).contains(new OrderControl.Effect(StepStatus.CANCELED, false));
        assertThat(control.effect("DC", "CA")).contains(new OrderControl.Effect(StepStatus.DISCONTINUED, false));
        assertThat(control.effect("XO", "CM")).contains(new OrderControl.Effect(StepStatus.COMPLETED, false));
        assertThat(control.effect("PA", "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orders.yaml|AccessionNumber:|AccesionNumber:",
                "orders.yaml|OBR-24|OBR24",
                "services.yaml|56301-00: {modality: CT}|56301-00: {modality: ZZ}",
                "order-control.yaml|control: OC|control: CA",
                "outbound.yaml|{patient.id}|{patient.number}"
            })
    void aMistakeIsToldWithItsPlace(String mistake) throws IOException {
        String[] parts = mistake.split("\\|");
        Path mappings = Deployment.copyOf("mappings", folder.resolve("mappings"));
        Path file = mappings.resolve("hl7").resolve(parts[0]);
        String right = Files.readString(file);
        assertThat(right).contains(parts[1]);
        Files.writeString(file, right.replace(parts[1], parts[2]));
        assertThat(Worklist.check(mappings)).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.file()).endsWith(parts[0]);
            assertThat(problem.line()).isPositive();
        });
        assertThat(Worklist.check(MAPPINGS)).isEmpty();
        assertThatThrownBy(() -> {
                    OrderMapping.load(mappings);
                    ServiceTable.load(mappings);
                    OrderControl.load(mappings);
                    MisMessages.load(mappings);
                })
                .isInstanceOf(MappingFileException.class);
    }
}
