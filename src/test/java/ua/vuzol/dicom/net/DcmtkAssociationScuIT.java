package ua.vuzol.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Associations that DCMTK requests of our SCP: accepted, rejected, aborted, with user identities. */
class DcmtkAssociationScuIT {

    @TempDir
    Path folder;

    private static final UserIdentityVerifier PASSCODES = (identity, peer) -> Optional.of(
            identity.filter(one -> one.type() == UserIdentity.USERNAME_AND_PASSCODE)
                            .filter(one -> one.primaryText().equals("Оксана")
                                    && one.secondaryText().equals("пароль"))
                            .isPresent()
                    ? UserIdentityVerifier.Verdict.ACCEPTED
                    : UserIdentityVerifier.Verdict.REFUSED);

    private PeerProcess.Outcome echoscu(TestNode node, Object... options) {
        return run("echoscu", node, options);
    }

    private PeerProcess.Outcome run(String program, TestNode node, Object... options) {
        return PeerProcess.run(folder, PeerProcess.words(program, List.of(options), List.of("127.0.0.1", node.port())));
    }

    @Test
    void echoscuIsAnsweredOverAsManyContextsAndSyntaxesAsAnAssociationCanHave() {
        try (TestNode node = TestNode.of(Services.NONE)) {
            echoscu(node, "-ppc", 128, "-pts", 38, "--repeat", 100).succeeded();
            assertThat(node.nextEnd()).isEmpty();
        }
    }

    @Test
    void oneAssociationAfterTheOtherIsServed() {
        Limits two = new Limits(2, 2, 2);
        try (TestNode node = TestNode.of(Services.NONE, options -> options.limits(two))) {
            for (int i = 0; i < 20; i++) {
                echoscu(node).succeeded();
                assertThat(node.nextEnd()).isEmpty();
                node.awaitNoAssociation();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"OTHER, ECHOSCU, Called AE Title Not Recognized", "VUZOL, STRANGER, Calling AE Title Not Recognized"})
    void anUnknownAeTitleIsTheReasonOfTheRejection(String called, String calling, String reason) {
        Admission known = Admission.called("VUZOL").and(Admission.calling("ECHOSCU"));
        try (TestNode node = TestNode.of(Services.NONE, options -> options.admission(known))) {
            assertThat(echoscu(node, "-aec", called, "-aet", calling).failed().output())
                    .contains("Result: Rejected Permanent, Source: Service User")
                    .contains("Reason: " + reason);
            echoscu(node, "-aec", "VUZOL", "-aet", "ECHOSCU").succeeded();
        }
    }

    @Test
    void aCheckThatThrowsRejectsAndDoesNotJustHangUp() {
        Admission broken = (request, peer) -> {
            throw new IllegalStateException("a bug");
        };
        try (TestNode node = TestNode.of(Services.NONE, options -> options.admission(broken))) {
            assertThat(echoscu(node).failed().output()).contains("Result: Rejected Transient");
        }
    }

    @Test
    void moreAssociationsThanAllowedAreRejectedAsTransient() throws Exception {
        Limits one = new Limits(1, 1, 10);
        try (TestNode node = TestNode.of(Services.NONE, options -> options.limits(one));
                Association first = node.network()
                        .connect(
                                node.address(),
                                AssociationOptions.builder("FIRST")
                                        .verification()
                                        .build())) {
            assertThat(echoscu(node).failed().output())
                    .contains("Result: Rejected Transient, Source: Service Provider (Presentation Related)")
                    .contains("Reason: Local Limit Exceeded");
            assertThat(first.echo()).isEqualTo(Status.SUCCESS);
        }
    }

    @Test
    void echoscuAborts() {
        try (TestNode node = TestNode.of(Services.NONE)) {
            echoscu(node, "--abort").succeeded();
            assertThat(node.nextEnd()).get().isInstanceOf(AssociationAbortedException.class);
        }
    }

    @Test
    void termscuFindsNothingToShutDown() {
        try (TestNode node = TestNode.of(Services.NONE)) {
            run("termscu", node).failed();
            assertThat(node.nextEnd()).isPresent();
            echoscu(node).succeeded();
        }
    }

    @Test
    void aUserIsAcceptedByNameAndPasscodeAndToldSo() {
        Path image = TestObjects.images(1, folder).get(0).file();
        Services services = Services.builder()
                .store(uid -> true, (request, dataSet) -> Status.SUCCESS)
                .build();
        try (TestNode node = TestNode.of(services, options -> options.identities(PASSCODES))) {
            storeAs(node, image, "--user", "Оксана", "--password", "пароль").succeeded();
            storeAs(node, image, "--user", "Оксана", "--password", "пароль", "--pos-response")
                    .succeeded();
        }
    }

    @ParameterizedTest
    @CsvSource({"--user Оксана --password інший", "--user Оксана", "--user Оксана --empty-password", "''"})
    void aUserWithoutTheRightPasscodeIsRejected(String options) {
        Path image = TestObjects.images(1, folder).get(0).file();
        try (TestNode node = TestNode.of(
                Services.builder()
                        .store(uid -> true, (request, dataSet) -> Status.SUCCESS)
                        .build(),
                builder -> builder.identities(PASSCODES))) {
            Object[] words = options.isEmpty() ? new Object[0] : options.split(" ");
            assertThat(storeAs(node, image, words).failed().output())
                    .contains("Result: Rejected Permanent, Source: Service Provider (ACSE Related)")
                    .contains("Reason: No Reason");
        }
    }

    @ParameterizedTest
    @CsvSource({"--kerberos, 3", "--saml, 4", "--jwt, 5"})
    void ticketsAndTokensReachTheVerifierAsTheyAreAndAreAnswered(String option, int type) throws IOException {
        Path image = TestObjects.images(1, folder).get(0).file();
        byte[] token = {0, 1, 2, (byte) 0xFF, 65};
        Path file = Files.write(folder.resolve("token"), token);
        Queue<UserIdentity> seen = new ConcurrentLinkedQueue<>();
        UserIdentityVerifier verifier = (identity, peer) -> {
            seen.add(identity.orElseThrow());
            return Optional.of(new UserIdentityVerifier.Verdict(true, new byte[] {42}));
        };
        try (TestNode node = TestNode.of(
                Services.builder()
                        .store(uid -> true, (request, dataSet) -> Status.SUCCESS)
                        .build(),
                options -> options.identities(verifier))) {
            storeAs(node, image, option, file, "--pos-response").succeeded();
        }
        assertThat(seen).containsExactly(new UserIdentity(type, true, token, new byte[0]));
    }

    private PeerProcess.Outcome storeAs(TestNode node, Path file, Object... identity) {
        return PeerProcess.run(
                folder, PeerProcess.words("storescu", List.of(identity), List.of("127.0.0.1", node.port()), file));
    }
}
