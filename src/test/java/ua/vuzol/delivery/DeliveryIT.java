package ua.vuzol.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.net.PeerProcess;
import ua.vuzol.dicom.net.Status;
import ua.vuzol.journey.Step;

/** What becomes of objects by what the peer answers, with the project's routes. */
class DeliveryIT extends DeliveryTestSupport {

    @Test
    void aStudyGoesInItsOrderOverOneAssociationAndItsTimelineTellsItOnce() {
        Pacs pacs = pacs();
        String destination = destination(pacs.port(), "title: Main PACS, callingAeTitle: SENDER");
        String study = study(40);
        delivery.forward(study, destination);
        awaitAll(destination, study, DeliveryState.DELIVERED, 40);
        assertThat(pacs.receivedUids()).isEqualTo(sopUids(study, 40));
        assertThat(pacs.received().stream()
                        .map(one -> System.identityHashCode(one.over()))
                        .distinct())
                .hasSize(1);
        assertThat(pacs.received()).extracting(Pacs.Received::callingAeTitle).containsOnly("SENDER");
        await().untilAsserted(() ->
                assertThat(timeline(study, Step.DELIVERED)).containsExactly("40 objects delivered to Main PACS."));
    }

    @Test
    void forwardedTwiceItIsSentOnceAndWhatIsNewIsSent() {
        Pacs pacs = pacs();
        String destination = destination(pacs.port(), "");
        String study = study(3);
        delivery.forward(study, destination);
        awaitAll(destination, study, DeliveryState.DELIVERED, 3);
        delivery.forward(study, destination);
        store(study, 4, 5);
        delivery.forward(study, destination);
        awaitAll(destination, study, DeliveryState.DELIVERED, 5);
        assertThat(pacs.receivedUids()).isEqualTo(sopUids(study, 5));
    }

    @Test
    void aCorrectedObjectIsDeliveredAgain() {
        Pacs pacs = pacs();
        String destination = destination(pacs.port(), "");
        String study = study(2);
        delivery.forward(study, destination);
        awaitAll(destination, study, DeliveryState.DELIVERED, 2);
        archive.replace(staged(object(study, 2).put(Tag.StudyDescription, "Corrected")));
        delivery.forward(study, destination);
        await().atMost(PATIENCE).until(() -> pacs.received().size() == 3);
        awaitAll(destination, study, DeliveryState.DELIVERED, 2);
        assertThat(pacs.received().get(2).dataSet().string(Tag.StudyDescription))
                .contains("Corrected");
    }

    @Test
    void aDeadDestinationDelaysNoOtherAndItsObjectsGoWhenItIsBack() {
        int port = PeerProcess.freePort();
        String dead = destination(port, "");
        Pacs living = pacs();
        String alive = destination(living.port(), "");
        String study = study(3);
        delivery.forward(study, dead);
        delivery.forward(study, alive);
        awaitAll(alive, study, DeliveryState.DELIVERED, 3);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(status(dead).unreachableSince()).isPresent());
        assertThat(states(dead, study)).isEqualTo(Map.of(DeliveryState.WAITING, 3L));
        await().untilAsserted(() -> assertThat(timeline(study, Step.DELIVERY_WAITS))
                .singleElement()
                .asString()
                .startsWith("Delivery to " + dead + " waits: Connection refused"));
        // it comes back at another place
        Pacs back = pacs();
        destination(dead, back.port(), "");
        awaitAll(dead, study, DeliveryState.DELIVERED, 3);
        assertThat(back.receivedUids()).isEqualTo(sopUids(study, 3));
        assertThat(status(dead).unreachableSince()).isEmpty();
    }

    private DestinationStatus status(String name) {
        return deliveries.destinations().stream()
                .filter(status -> status.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatThePeerCannotTakeNowIsTriedAgainAndNothingOvertakesIt() {
        Pacs pacs = pacs();
        pacs.thenAnswers(
                Optional.of(Status.SUCCESS),
                Optional.of(Status.OUT_OF_RESOURCES.withComment("Disk is full")),
                Optional.of(Status.OUT_OF_RESOURCES));
        String destination = destination(pacs.port(), "");
        String study = study(4);
        delivery.forward(study, destination);
        awaitAll(destination, study, DeliveryState.DELIVERED, 4);
        assertThat(pacs.receivedUids()).isEqualTo(sopUids(study, 4));
        assertThat(attempts(destination, study))
                .containsEntry(sopUid(study, 2), 3)
                .containsEntry(sopUid(study, 3), 1);
        assertThat(timeline(study, Step.DELIVERY_WAITS))
                .containsExactly("Delivery to " + destination + " waits: Disk is full.");
    }

    private Map<String, Integer> attempts(String destination, String study) {
        return entries(destination, study).stream()
                .collect(Collectors.toMap(DeliveryEntry::sopInstanceUid, DeliveryEntry::attempts));
    }

    @Test
    void whatThePeerRefusesIsADeadLetterWithItsOwnAnswerAndTheRestGoesOn() {
        Pacs pacs = pacs();
        pacs.thenAnswers(
                Optional.of(Status.CANNOT_UNDERSTAND.withComment("Patient is locked")),
                Optional.of(Status.SUCCESS),
                Optional.of(Status.DATA_SET_DOES_NOT_MATCH_SOP_CLASS));
        String destination = destination(pacs.port(), "");
        String study = study(3);
        delivery.forward(study, destination);
        awaitStates(destination, study, Map.of(DeliveryState.DELIVERED, 1L, DeliveryState.REJECTED, 2L));
        assertThat(pacs.receivedUids()).containsExactly(sopUid(study, 2));
        List<DeliveryEntry> dead = entries(destination, study);
        assertThat(dead.get(1).status()).contains("C000H");
        assertThat(dead.get(1).comment()).isEqualTo("Patient is locked");
        assertThat(dead.get(0).status()).contains("A900H");
        await().untilAsserted(() -> assertThat(timeline(study, Step.DELIVERY_REJECTED))
                .containsExactlyInAnyOrder(
                        "1 object was refused by " + destination + ": C000H Patient is locked",
                        "1 object was refused by " + destination + ": A900H"));
    }

    @Test
    void aDeadLetterGoesWhenAPersonRetriesIt() {
        Pacs pacs = pacs();
        pacs.thenAnswers(Optional.of(Status.CANNOT_UNDERSTAND));
        String destination = destination(pacs.port(), "");
        String study = study(2);
        delivery.forward(study, destination);
        awaitStates(destination, study, Map.of(DeliveryState.DELIVERED, 1L, DeliveryState.REJECTED, 1L));
        long id = entries(destination, study).get(0).id();
        assertThat(deliveries.retry(DeliveryQuery.byId(id))).isEqualTo(1);
        awaitAll(destination, study, DeliveryState.DELIVERED, 2);
        assertThat(timeline(study, Step.DELIVERY_CHANGED))
                .containsExactly("Delivery of 1 object to " + destination + " was tried again.");
    }

    @Test
    void whatAPersonCancelsIsNotSent() {
        String destination = destination(PeerProcess.freePort(), "active: false");
        String study = study(2);
        delivery.forward(study, destination);
        assertThat(deliveries.cancel(new DeliveryQuery(
                        Optional.of(destination), Optional.of(study), Optional.empty(), Optional.empty())))
                .isEqualTo(2);
        Pacs pacs = pacs();
        destination(destination, pacs.port(), "");
        String other = study(1);
        delivery.forward(other, destination);
        delivery.forward(study, destination);
        awaitAll(destination, other, DeliveryState.DELIVERED, 1);
        awaitAll(destination, study, DeliveryState.CANCELLED, 2);
        assertThat(pacs.receivedUids()).containsExactly(sopUid(other, 1));
    }

    @Test
    void aWarningIsADeliveryWithTheWarningKept() {
        Pacs pacs = pacs();
        pacs.answers(Status.of(0xB000).withComment("Coerced"));
        String destination = destination(pacs.port(), "");
        String study = study(1);
        delivery.forward(study, destination);
        awaitAll(destination, study, DeliveryState.DELIVERED, 1);
        assertThat(entries(destination, study).get(0).status()).contains("B000H");
        assertThat(entries(destination, study).get(0).comment()).isEqualTo("Coerced");
    }

    @Test
    void afterAnAbortWithoutAnswerThePeerIsAskedAndWhatItHasIsNotSentAgain() {
        Pacs pacs = pacs();
        pacs.thenAnswers(Optional.of(Status.SUCCESS), Optional.empty());
        String destination = destination(pacs.port(), "query: true");
        String study = study(3);
        delivery.forward(study, destination);
        awaitAll(destination, study, DeliveryState.DELIVERED, 3);
        assertThat(pacs.receivedUids()).isEqualTo(sopUids(study, 3));
        assertThat(pacs.queries()).singleElement().satisfies(query -> {
            assertThat(query.string(Tag.SOPInstanceUID)).contains(sopUid(study, 2));
            assertThat(query.string(Tag.StudyInstanceUID)).contains(study);
        });
        assertThat(entries(destination, study))
                .filteredOn(entry -> entry.sopInstanceUid().equals(sopUid(study, 2)))
                .singleElement()
                .satisfies(entry -> assertThat(entry.comment()).isEqualTo("It had arrived, says the peer"));
    }

    @Test
    void aPeerThatCannotBeAskedGetsTheObjectAgain() {
        Pacs pacs = pacs();
        pacs.thenAnswers(Optional.empty());
        String destination = destination(pacs.port(), "");
        String study = study(2);
        delivery.forward(study, destination);
        awaitAll(destination, study, DeliveryState.DELIVERED, 2);
        assertThat(pacs.receivedUids()).containsExactly(sopUid(study, 1), sopUid(study, 1), sopUid(study, 2));
        assertThat(pacs.queries()).isEmpty();
    }

    @Test
    void outsideItsHoursNothingIsSentUntilTheyAreOthers() {
        Pacs pacs = pacs();
        int yesterday = java.time.LocalDate.now().minusDays(2).getDayOfWeek().getValue();
        String day = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun").get(yesterday - 1);
        String destination = destination(
                pacs.port(), "hours: {times: [{days: [%s], from: \"01:00\", to: \"02:00\"}]}".formatted(day));
        String study = study(1);
        delivery.forward(study, destination);
        assertThat(status(destination).obstacle()).contains("it is outside the destination's hours");
        assertThat(timeline(study, Step.DELIVERY_WAITS))
                .containsExactly("Delivery to " + destination + " waits: it is outside the destination's hours.");
        destination(destination, pacs.port(), "");
        awaitAll(destination, study, DeliveryState.DELIVERED, 1);
    }

    @Test
    void aDestinationThatIsEnteredLaterGetsWhatWaitsForIt() {
        String destination = name();
        String study = study(2);
        delivery.forward(study, destination);
        assertThat(status(destination).obstacle()).contains("mappings/destinations.yaml has no such destination");
        Pacs pacs = pacs();
        destination(destination, pacs.port(), "");
        awaitAll(destination, study, DeliveryState.DELIVERED, 2);
    }

    @Test
    void studiesGoSideBySideUpToTheWindow() {
        Pacs pacs = pacs();
        String destination = destination(pacs.port(), "window: 3");
        List<String> studies =
                java.util.stream.IntStream.range(0, 12).mapToObj(i -> study(10)).toList();
        studies.forEach(study -> delivery.forward(study, destination));
        studies.forEach(study -> awaitAll(destination, study, DeliveryState.DELIVERED, 10));
        assertThat(pacs.received().stream()
                        .map(one -> System.identityHashCode(one.over()))
                        .distinct()
                        .count())
                .isBetween(2L, 3L);
        for (String study : studies) {
            List<String> uids = sopUids(study, 10);
            assertThat(pacs.receivedUids().stream().filter(uids::contains)).isEqualTo(uids);
        }
    }

    @Test
    void theShippedRuleSendsEveryStudyToDestinationsThatReceiveAll() {
        Pacs all = pacs();
        Pacs some = pacs();
        String receivesAll = destination(all.port(), "receives: all");
        destination(some.port(), "");
        String study = study(2);
        archive.unannounced(); // the archive's own relay is not among these routes
        jdbcSignal(study);
        awaitAll(receivesAll, study, DeliveryState.DELIVERED, 2);
        await().untilAsserted(() -> assertThat(archive.unannounced()).doesNotContain(study));
        assertThat(some.received()).isEmpty();
    }

    @org.springframework.beans.factory.annotation.Autowired
    private org.apache.camel.ProducerTemplate camel;

    private void jdbcSignal(String study) {
        camel.sendBody("jms:queue:vuzol.stored?jmsMessageType=Text", study);
    }
}
