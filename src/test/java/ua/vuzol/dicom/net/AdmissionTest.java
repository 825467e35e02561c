package ua.vuzol.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.TransferSyntax;

/** Who gets an association, and with what in it. */
class AdmissionTest extends NetworkTestSupport {

    private void assertRejected(Acceptor acceptor, AssociationOptions options, Rejection rejection) {
        assertThatThrownBy(() -> network.connect(node(acceptor), options))
                .isInstanceOfSatisfying(AssociationRejectedException.class, e -> assertThat(e.rejection())
                        .isEqualTo(rejection));
        await().until(() -> events.rejected.contains(rejection));
    }

    @Test
    void onlyKnownApplicationEntitiesAreAdmitted() throws IOException {
        Acceptor acceptor = listen(
                Services.NONE, o -> o.admission(Admission.called("SCP", "OTHER").and(Admission.calling("CT1", "CT2"))));
        assertRejected(acceptor, scu().build(), Rejection.CALLING_AE_TITLE_NOT_RECOGNIZED);
        AssociationOptions known =
                AssociationOptions.builder("CT1").verification().build();
        network.connect(node(acceptor), known).close();
        NodeAddress wrong = NodeAddress.of("WRONG", "127.0.0.1", acceptor.port());
        assertThatThrownBy(() -> network.connect(wrong, known))
                .isInstanceOf(AssociationRejectedException.class)
                .hasMessageContaining("called AE title not recognized, permanent");
    }

    @Test
    void moreThanTheLimitIsRejectedUntilOneEnds() throws IOException {
        Acceptor acceptor = listen(Services.NONE, o -> o.limits(new Limits(2, 2, 10)));
        List<Association> associations = new ArrayList<>(List.of(connect(acceptor), connect(acceptor)));
        assertRejected(acceptor, scu().build(), Rejection.LOCAL_LIMIT_EXCEEDED);
        associations.remove(0).close();
        await().until(() -> acceptor.associations().size() == 1);
        connect(acceptor).close();
    }

    @Test
    void theLimitHoldsForThoseWhoComeAtTheSameTime() throws Exception {
        CountDownLatch judging = new CountDownLatch(1);
        CountDownLatch decided = new CountDownLatch(1);
        Admission slow = (request, peer) -> {
            judging.countDown();
            try {
                assertThat(decided.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Optional.empty();
        };
        Acceptor acceptor =
                listen(Services.NONE, o -> o.limits(new Limits(1, 1, 10)).admission(slow));
        CompletableFuture<Association> first = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                first.complete(connect(acceptor));
            } catch (IOException e) {
                first.completeExceptionally(e);
            }
        });
        thread.start();
        assertThat(judging.await(20, TimeUnit.SECONDS)).isTrue();
        try (Socket second = associating(acceptor)) {
            assertThat(pdu(second)[0]).isEqualTo((byte) PduType.ASSOCIATE_RJ.code());
        } finally {
            decided.countDown();
        }
        assertThat(first.get(20, TimeUnit.SECONDS).echo().isSuccess()).isTrue();
    }

    /** A bare connection on which an association is asked for. */
    private static Socket associating(Acceptor acceptor) throws IOException {
        Socket socket = plug(acceptor);
        write(socket, AssociateCodec.encode(scu().build().requestTo("SCP")));
        return socket;
    }

    @Test
    void onePeerCannotTakeAllAssociations() throws IOException {
        Acceptor acceptor = listen(Services.NONE, o -> o.limits(new Limits(10, 1, 10)));
        try (Association first = connect(acceptor)) {
            assertRejected(acceptor, scu().build(), Rejection.LOCAL_LIMIT_EXCEEDED);
            try (Socket other = new Socket(
                    InetAddress.getLoopbackAddress(), acceptor.port(), InetAddress.getByName("127.0.0.2"), 0)) {
                write(other, AssociateCodec.encode(scu().build().requestTo("SCP")));
                assertThat(pdu(other)[0]).isEqualTo((byte) PduType.ASSOCIATE_AC.code());
            }
            assertThat(first.echo().isSuccess()).isTrue();
        }
    }

    @Test
    void anotherProtocolVersionOrApplicationContextIsRejected() throws IOException {
        Acceptor acceptor = listen(Services.NONE);
        byte[] request = AssociateCodec.encode(scu().build().requestTo("SCP"));
        byte[] version2 = request.clone();
        version2[7] = 2;
        try (Socket socket = plug(acceptor)) {
            write(socket, version2);
            assertThat(pdu(socket)).endsWith(0, 1, 2, 2);
        }
        byte[] context = request.clone();
        context[6 + 68 + 4 + 20] = '9';
        try (Socket socket = plug(acceptor)) {
            write(socket, context);
            assertThat(pdu(socket)).endsWith(0, 1, 1, 2);
        }
    }

    @Test
    void userIdentitiesOfEveryTypeReachTheVerifier() throws IOException {
        List<UserIdentity> seen = new ArrayList<>();
        Acceptor acceptor = listen(
                Services.NONE,
                o -> o.identities((identity, peer) -> {
                    identity.ifPresent(seen::add);
                    boolean wrong = identity.filter(who -> who.secondaryText().equals("wrong"))
                            .isPresent();
                    return Optional.of(
                            wrong
                                    ? UserIdentityVerifier.Verdict.REFUSED
                                    : new UserIdentityVerifier.Verdict(
                                            true, "ticket".getBytes(StandardCharsets.US_ASCII)));
                }));
        for (int type = 1; type <= 5; type++) {
            UserIdentity identity = new UserIdentity(type, true, new byte[] {(byte) type, 0, 1}, new byte[0]);
            try (Association association =
                    network.connect(node(acceptor), scu().userIdentity(identity).build())) {
                assertThat(association.accepted().userIdentityResponse())
                        .hasValueSatisfying(
                                response -> assertThat(response).asString().isEqualTo("ticket"));
            }
            assertThat(seen).last().isEqualTo(identity);
        }
        assertRejected(
                acceptor,
                scu().userIdentity(UserIdentity.usernameAndPasscode("doctor", "wrong", false))
                        .build(),
                Rejection.USER_IDENTITY_NOT_ACCEPTED);
    }

    @Test
    void withoutAVerifierIdentitiesAreTakenButNotConfirmed() throws IOException {
        UserIdentity identity = UserIdentity.username("doctor", true);
        try (Association association = network.connect(
                node(listen(Services.NONE)), scu().userIdentity(identity).build())) {
            assertThat(association.accepted().userIdentityResponse()).isEmpty();
        }
    }

    @Test
    void contextsAreAcceptedForWhatIsPerformed() throws IOException {
        Services services = Services.builder()
                .store(SopClass::isStorage, (request, dataSet) -> Status.SUCCESS)
                .find(query -> Matches.of(Stream.empty()), FIND)
                .build();
        AssociationOptions options = AssociationOptions.builder("SCU")
                .context(CT, TransferSyntax.JPEG_LS_LOSSLESS.uid(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid())
                .context(FIND, TransferSyntax.JPEG_BASELINE.uid())
                .context(FIND, TransferSyntax.JPEG_BASELINE.uid(), TransferSyntax.EXPLICIT_VR_BIG_ENDIAN.uid())
                .context("1.2.826.0.1.3680043.9.7484.1")
                .build();
        try (Association association = network.connect(node(listen(services)), options)) {
            assertThat(association.contexts())
                    .extracting(PresentationContext::id, context -> context.transferSyntax()
                            .uid())
                    .containsExactly(
                            tuple(1, TransferSyntax.JPEG_LS_LOSSLESS.uid()),
                            tuple(5, TransferSyntax.EXPLICIT_VR_BIG_ENDIAN.uid()));
        }
    }

    @Test
    void thePolicyIsAFunctionOfTheWholeRequest() throws IOException {
        Services services = Services.builder()
                .store(SopClass::isStorage, (request, dataSet) -> Status.SUCCESS)
                .build();
        NegotiationPolicy policy = new NegotiationPolicy() {
            @Override
            public ContextResult negotiate(ProposedContext proposed, AssociateRequest request) {
                ContextResult.Result result = request.callingAeTitle().equals("SCU")
                        ? ContextResult.Result.ACCEPTANCE
                        : ContextResult.Result.USER_REJECTION;
                return new ContextResult(
                        proposed.id(), result, proposed.transferSyntaxes().get(1));
            }

            @Override
            public List<ExtendedNegotiation> answer(ExtendedNegotiation proposed) {
                return List.of(new ExtendedNegotiation(proposed.sopClassUid(), new byte[] {1}));
            }
        };
        Acceptor acceptor = listen(services, o -> o.negotiation(policy));
        AssociationOptions options = scu(CT).extendedNegotiation(new ExtendedNegotiation(CT, new byte[] {2, 3}))
                .commonExtendedNegotiation(new CommonExtendedNegotiation(CT, "1.2.840.10008.4.2", List.of()))
                .build();
        try (Association association = network.connect(node(acceptor), options)) {
            assertThat(association.contexts())
                    .allMatch(context -> !context.transferSyntax().explicit())
                    .hasSize(2);
            assertThat(association.accepted().extendedNegotiations())
                    .containsExactly(new ExtendedNegotiation(CT, new byte[] {1}));
            AssociateRequest seen = acceptor.associations().iterator().next().request();
            assertThat(seen.user().extendedNegotiations())
                    .containsExactly(new ExtendedNegotiation(CT, new byte[] {2, 3}));
            assertThat(seen.user().commonExtendedNegotiations()).hasSize(1);
        }
        AssociationOptions other =
                AssociationOptions.builder("OTHER").verification().build();
        try (Association association = network.connect(node(acceptor), other)) {
            assertThat(association.contexts()).isEmpty();
        }
    }
}
