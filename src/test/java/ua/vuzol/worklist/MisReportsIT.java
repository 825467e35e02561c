package ua.vuzol.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import ua.vuzol.Deployment;
import ua.vuzol.dicom.data.Uid;
import ua.vuzol.hl7.Hl7Message;
import ua.vuzol.hl7.Hl7Messages;
import ua.vuzol.hl7.Hl7Segment;

/** What the MIS is told of its orders. */
class MisReportsIT extends WorklistTestSupport {

    @DynamicPropertySource
    static void withAPartnerThatWantsToKnow(DynamicPropertyRegistry registry) throws IOException {
        Path mappings = Deployment.copyOf("mappings", home.resolve("mappings"));
        Files.writeString(
                mappings.resolve("hl7/partners.yaml"),
                """
                partners:
                  mis:
                    address: 127.0.0.1:1
                    sends: [status, results]
                """);
        registry.add("vuzol.mappings", mappings::toString);
        registry.add("vuzol.worklist.ended-visits", () -> "cancel");
        registry.add("vuzol.worklist.study-link", () -> "https://hub.example/studies/{study}?a=1&b=2");
    }

    @BeforeEach
    void order() {
        jdbc.sql("delete from hl7_outbound").update();
        jdbc.sql("delete from worklist_result").update();
    }

    private List<Hl7Message> sent() {
        return jdbc.sql("select message from hl7_outbound order by id").query(String.class).list().stream()
                .map(text -> Hl7Messages.parse(1, "mis", text))
                .toList();
    }

    @Test
    void theMisIsToldHowItStandsInTheFormOfItsOrder() {
        take(orm("NW", "O|1&2".replace("|", "\\F\\").replace("&", "\\T\\"), pid(number(), "Шевченко^Тарас^^мол^пан")));
        WorklistItem item = only();
        worklist.performed(item.id(), item.studyUid(), Instant.now());
        jdbc.sql("update worklist_item set last_image_at = clock_timestamp() - interval '1 day'")
                .update();
        worklist.completeQuiet();
        assertThat(sent()).hasSize(2);
        Hl7Message begun = sent().get(0);
        assertThat(begun.type() + begun.event()).isEqualTo("ORMO01");
        Hl7Segment orc = begun.segment("ORC").orElseThrow();
        assertThat(orc.text(1)).contains("SC");
        assertThat(orc.text(2)).contains("O|1&2");
        assertThat(orc.text(5)).contains("IP");
        Hl7Segment patient = begun.segment("PID").orElseThrow();
        assertThat(patient.text(5)).contains("Шевченко");
        assertThat(patient.text(5, 4)).contains("мол");
        assertThat(patient.text(5, 5)).contains("пан");
        assertThat(begun.segment("OBR").orElseThrow().text(24)).contains("CT");
        assertThat(begun.segment("ZDS").orElseThrow().text(1)).contains(item.studyUid());
        assertThat(sent().get(1).segment("ORC").orElseThrow().text(5)).contains("CM");
    }

    @Test
    void theMisIsToldOnceWhereTheImagesAre() {
        String long1 = "6f0a3c1e-2f4b-4b7e-9d51-2d1f7c1b9a10";
        take(message(
                "OMG^O19",
                Instant.now(),
                pid(number(), "Шевченко^Тарас"),
                "ORC|NW|" + long1 + "^MIS|||SC",
                "OBR|1|" + long1 + "^MIS||X^Огляд^L"));
        WorklistItem item = only();
        worklist.performed(item.id(), item.studyUid(), Instant.now());
        jdbc.sql("delete from hl7_outbound").update();
        worklist.studyComplete(item.studyUid(), 5);
        worklist.studyComplete(item.studyUid(), 5);
        assertThat(only().status()).isEqualTo(StepStatus.COMPLETED);
        List<Hl7Message> results =
                sent().stream().filter(message -> message.type().equals("ORU")).toList();
        assertThat(results).hasSize(1);
        Hl7Message result = results.get(0);
        assertThat(result.segment("OBR").orElseThrow().text(2)).contains(long1);
        assertThat(result.segment("OBR").orElseThrow().text(2, 2)).contains("MIS");
        assertThat(result.segment("OBR").orElseThrow().text(25)).contains("F");
        assertThat(result.segments("OBX"))
                .extracting(obx -> obx.text(2).orElse(""))
                .containsExactly("HD", "RP");
        assertThat(result.segments("OBX").get(0).text(5)).contains(item.studyUid());
        assertThat(result.segments("OBX").get(1).text(5))
                .contains("https://hub.example/studies/" + item.studyUid() + "?a=1&b=2");
        worklist.studyComplete(item.studyUid(), 6);
        assertThat(sent().get(sent().size() - 1).segment("OBR").orElseThrow().text(25))
                .contains("C");
    }

    @Test
    void whereTheImagesHaveAStudyUidOfTheirOwnTheMisIsToldThat() {
        take(message(
                "ORM^O01",
                Instant.now(),
                pid(number(), "Шевченко^Тарас"),
                "ORC|NW|77^MIS|||SC",
                "OBR|1|77^MIS||X^Огляд^L"));
        WorklistItem item = only();
        String own = Uid.random();
        worklist.performed(item.id(), own, Instant.now());
        worklist.studyComplete(own, 1);
        assertThat(only().status()).isEqualTo(StepStatus.COMPLETED);
        Hl7Message result = sent().stream()
                .filter(message -> message.type().equals("ORU"))
                .findFirst()
                .orElseThrow();
        assertThat(result.segment("OBR").orElseThrow().text(2)).contains("77");
        assertThat(result.segments("OBX").get(0).text(5)).contains(own);
        assertThat(result.segments("OBX").get(1).text(5)).contains("https://hub.example/studies/" + own + "?a=1&b=2");
    }

    @Test
    void whatWasToldOfTheWrongOrderIsTakenBack() {
        take(orm("NW", "1", pid(number(), "Шевченко^Тарас")), orm("NW", "2", pid(number(), "Франко^Іван")));
        WorklistItem wrong = all().get(0);
        WorklistItem right = all().get(1);
        String study = wrong.studyUid();
        worklist.performed(wrong.id(), study, Instant.now());
        worklist.studyComplete(study, 1);
        worklist.notPerformed(Set.of(wrong.id()), study, "Olena");
        worklist.notPerformed(Set.of(wrong.id()), study, "Olena");
        worklist.performed(right.id(), study, Instant.now());
        worklist.studyComplete(study, 2);
        worklist.studyComplete(study, 3);
        assertThat(results())
                .containsExactly(
                        wrong.placerOrder().orElseThrow() + " F F",
                        wrong.placerOrder().orElseThrow() + " C W",
                        right.placerOrder().orElseThrow() + " F F",
                        right.placerOrder().orElseThrow() + " C C");

        worklist.notPerformed(Set.of(), study, "Olena");
        worklist.studyComplete(study, 4);
        assertThat(results().subList(4, 6))
                .containsExactlyInAnyOrder(
                        wrong.placerOrder().orElseThrow() + " F F",
                        right.placerOrder().orElseThrow() + " C C");
    }

    /** Order, OBR-25 and OBX-11 of each. */
    private List<String> results() {
        return sent().stream()
                .filter(message -> message.type().equals("ORU"))
                .map(message -> Stream.of(
                                message.segment("OBR").orElseThrow().text(2),
                                message.segment("OBR").orElseThrow().text(25),
                                message.segments("OBX").get(1).text(11))
                        .map(Optional::orElseThrow)
                        .collect(Collectors.joining(" ")))
                .toList();
    }

    @Test
    void theStepsOfAVisitThatEndedAreCalledOffWhereItIsSoConfigured() {
        String number = number();
        for (String visit : List.of("A-1", "A-2", "")) {
            take(message(
                    "OMG^O19",
                    Instant.now(),
                    pid(number, "Шевченко^Тарас"),
                    "PV1|1|I|||||||||||||||||" + visit,
                    "ORC|NW|of" + visit + "^MIS|||SC",
                    "OBR|1|of" + visit + "^MIS||X^Огляд^L"));
        }
        take(message("ADT^A11", Instant.now(), pid(number, "Шевченко^Тарас"), "PV1|1|I|||||||||||||||||A-1"));
        assertThat(status("ofA-1")).isEqualTo(StepStatus.CANCELED);
        assertThat(status("ofA-2")).isEqualTo(StepStatus.SCHEDULED);
        take(message("ADT^A03", Instant.now(), pid(number, "Шевченко^Тарас"), "PV1|1|I|||||||||||||||||A-2"));
        assertThat(status("ofA-2")).isEqualTo(StepStatus.CANCELED);
        assertThat(status("of")).isEqualTo(StepStatus.SCHEDULED);
        assertThat(sent()).as("the MIS knows").isEmpty();
    }

    private StepStatus status(String order) {
        return all().stream()
                .filter(item -> item.placerOrder().equals(Optional.of(order)))
                .findFirst()
                .orElseThrow()
                .status();
    }

    @Test
    void aStudyThatNobodyOrderedIsNoNewsForTheMis() {
        worklist.studyComplete("1.2.3.4.5", 1);
        assertThat(sent()).isEmpty();
    }
}
