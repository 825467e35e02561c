package ua.vuzol.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;

/** Each wait has its own limit, and passing it ends that association with the name of the wait. */
class TimeoutsTest extends NetworkTestSupport {

    private static final Duration SOON = Duration.ofMillis(200);

    private static void assertTimeout(Timeouts.Kind kind, ThrowableAssert.ThrowingCallable action) {
        assertThatThrownBy(action).isInstanceOfSatisfying(AssociationTimeoutException.class, e -> assertThat(e.kind())
                .isEqualTo(kind));
    }

    private void awaitEndBy(Timeouts.Kind kind) {
        await().until(() -> events.ended.stream()
                .flatMap(Optional::stream)
                .anyMatch(e -> e instanceof AssociationTimeoutException timeout && timeout.kind() == kind));
    }

    private void awaitFailureBy(Timeouts.Kind kind) {
        await().until(() -> events.failed.stream()
                .anyMatch(e -> e instanceof AssociationTimeoutException timeout && timeout.kind() == kind));
    }

    @Test
    void whoSaysNothingAfterConnectingIsCut() throws IOException {
        Acceptor acceptor =
                listen(Services.NONE, o -> o.timeouts(Timeouts.defaults().withArtim(SOON)));
        try (Socket socket = plug(acceptor)) {
            assertThat(pdu(socket)).isEmpty();
        }
        awaitFailureBy(Timeouts.Kind.ARTIM);
    }

    @Test
    void whoTricklesARequestIsCutToo() throws IOException {
        Acceptor acceptor =
                listen(Services.NONE, o -> o.timeouts(Timeouts.defaults().withReceive(Duration.ofMillis(500))));
        byte[] request = AssociateCodec.encode(scu().build().requestTo("SCP"));
        try (Socket socket = plug(acceptor)) {
            assertThatThrownBy(() -> {
                        for (byte b : request) {
                            socket.getOutputStream().write(b);
                            LockSupport.parkNanos(20_000_000);
                        }
                        assertThat(pdu(socket)).isEmpty();
                        throw new IOException("cut");
                    })
                    .isInstanceOf(IOException.class);
        }
        awaitFailureBy(Timeouts.Kind.RECEIVE);
    }

    @Test
    void aHandshakeThatNeverComesIsCut() throws IOException, NoSuchAlgorithmException {
        TlsOptions tls = TlsOptions.mutual(SSLContext.getDefault());
        Acceptor acceptor = listen(
                Services.NONE, o -> o.tls(tls).timeouts(Timeouts.defaults().withConnect(SOON)));
        try (Socket socket = plug(acceptor)) {
            assertThat(pdu(socket)).isEmpty();
        }
        awaitFailureBy(Timeouts.Kind.CONNECT);
    }

    @Test
    void aPeerThatDoesNotCloseAfterARejectionIsCut() throws IOException {
        Acceptor acceptor =
                listen(Services.NONE, o -> o.timeouts(Timeouts.defaults().withArtim(SOON))
                        .admission(Admission.calling("NOBODY")));
        try (Socket socket = plug(acceptor)) {
            write(socket, AssociateCodec.encode(scu().build().requestTo("SCP")));
            assertThat(pdu(socket)[0]).isEqualTo((byte) PduType.ASSOCIATE_RJ.code());
            assertThat(pdu(socket)).as("the end").isEmpty();
        }
    }

    @Test
    void aPeerThatStopsInTheMiddleOfAnObjectIsCut() throws IOException {
        Store store = new Store();
        Acceptor acceptor = listen(
                Services.builder().store(SopClass::isStorage, store).build(),
                o -> o.timeouts(Timeouts.defaults().withReceive(SOON)));
        try (Socket socket = associated(acceptor, CT)) {
            write(socket, pData(3, true, true, encoded(storeRequest("1.2"))), pData(3, false, false, new byte[] {
                8, 0, 5, 0
            }));
            awaitEndBy(Timeouts.Kind.RECEIVE);
        }
        assertThat(store.objects).isEmpty();
    }

    @Test
    void aSlowServiceIsNotThePeersFault() throws IOException {
        CountDownLatch arrived = new CountDownLatch(1);
        Services services = Services.builder()
                .store(SopClass::isStorage, (request, dataSet) -> {
                    arrived.countDown();
                    LockSupport.parkNanos(SOON.multipliedBy(3).toNanos());
                    dataSet.readAllBytes();
                    return Status.SUCCESS;
                })
                .build();
        Acceptor acceptor = listen(
                services, o -> o.timeouts(Timeouts.defaults().withReceive(SOON).withIdle(SOON.multipliedBy(2))));
        try (Association association = connect(acceptor, CT)) {
            assertThat(association.store(Source.of(CT, "1.2")).status()).isEqualTo(Status.SUCCESS);
        }
        assertThat(arrived.getCount()).isZero();
    }

    @Test
    void anIdleAssociationIsAborted() throws IOException {
        Acceptor acceptor =
                listen(Services.NONE, o -> o.timeouts(Timeouts.defaults().withIdle(SOON)));
        Association association = connect(acceptor);
        awaitEndBy(Timeouts.Kind.IDLE);
        await().until(() -> !association.isOpen());
        assertThatThrownBy(association::echo)
                .isInstanceOfSatisfying(AssociationAbortedException.class, e -> assertThat(e.byPeer())
                        .isTrue());
    }

    @Test
    void aPeerThatDoesNotTakeWhatIsSentIsCut() throws IOException {
        Services services = Services.builder()
                .find(
                        query -> Matches.of(
                                Stream.generate(() -> new DataSet().put(Tag.PatientComments, "x".repeat(10_000)))),
                        FIND)
                .build();
        Acceptor acceptor = listen(services, o -> o.timeouts(Timeouts.defaults().withSend(SOON)));
        try (Socket socket = associated(acceptor, FIND)) {
            CommandSet find = CommandSet.request(Dimse.C_FIND, 1, true);
            find.dataSet().put(Tag.AffectedSOPClassUID, FIND);
            write(socket, pData(3, true, true, encoded(find)), pData(3, false, true, new byte[] {
                0x10, 0, 0x20, 0, 'L', 'O', 0, 0
            }));
            awaitEndBy(Timeouts.Kind.SEND);
        }
    }

    /** A peer that takes connections, perhaps answers an association request, and says nothing more. */
    private static final class SilentPeer implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final Thread thread;

        SilentPeer(boolean accepts) throws IOException {
            thread = new Thread(() -> serve(accepts), "silent-peer");
            thread.setDaemon(true);
            thread.start();
        }

        private void serve(boolean accepts) {
            try (Socket socket = server.accept()) {
                byte[] pdu = pdu(socket);
                AssociateRequest request = AssociateCodec.decodeRequest(Arrays.copyOfRange(pdu, 6, pdu.length));
                if (accepts) {
                    List<ContextResult> contexts = request.contexts().stream()
                            .map(context -> new ContextResult(
                                    context.id(),
                                    ContextResult.Result.ACCEPTANCE,
                                    context.transferSyntaxes().get(0)))
                            .toList();
                    write(
                            socket,
                            AssociateCodec.encode(new AssociateAccept(
                                    "SCP", "SCU", request.applicationContext(), contexts, request.user())));
                }
                while (!thread.isInterrupted()) {
                    LockSupport.parkNanos(1_000_000_000);
                }
            } catch (IOException e) {
                thread.interrupt();
            }
        }

        NodeAddress node() {
            return NodeAddress.of("SCP", "127.0.0.1", server.getLocalPort());
        }

        @Override
        public void close() throws IOException {
            thread.interrupt();
            server.close();
        }
    }

    @Test
    void anAssociationRequestThatIsNotAnsweredTimesOut() throws IOException {
        try (SilentPeer peer = new SilentPeer(false)) {
            assertTimeout(
                    Timeouts.Kind.REQUEST,
                    () -> network.connect(
                            peer.node(),
                            scu().timeouts(Timeouts.defaults().withRequest(SOON))
                                    .build()));
        }
    }

    @Test
    void aDimseRequestThatIsNotAnsweredTimesOutAndAborts() throws IOException {
        try (SilentPeer peer = new SilentPeer(true)) {
            Association association = network.connect(
                    peer.node(),
                    scu().timeouts(Timeouts.defaults().withResponse(SOON)).build());
            assertTimeout(Timeouts.Kind.RESPONSE, association::echo);
            assertThat(association.isOpen()).isFalse();
        }
    }

    @Test
    void aReleaseThatIsNotAnsweredTimesOut() throws IOException {
        try (SilentPeer peer = new SilentPeer(true)) {
            Association association = network.connect(
                    peer.node(),
                    scu().timeouts(Timeouts.defaults().withRequest(Duration.ofSeconds(1)))
                            .build());
            assertTimeout(Timeouts.Kind.REQUEST, association::release);
        }
    }

    @Test
    void aSenderIsToldThatThePeerTakesNothing() throws IOException {
        try (SilentPeer peer = new SilentPeer(true)) {
            Association association = network.connect(
                    peer.node(),
                    scu(CT).timeouts(Timeouts.defaults().withSend(SOON)).build());
            StoreSource endless = new EndlessSource();
            assertTimeout(Timeouts.Kind.SEND, () -> association.store(endless));
        }
    }

    private static final class EndlessSource implements StoreSource {
        @Override
        public String sopClassUid() {
            return CT;
        }

        @Override
        public String sopInstanceUid() {
            return "1.2";
        }

        @Override
        public List<String> transferSyntaxes() {
            return List.of(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid());
        }

        @Override
        public void writeTo(PDataOutputStream out, TransferSyntax syntax) throws IOException {
            byte[] more = new byte[1 << 20];
            while (true) {
                out.write(more);
            }
        }
    }
}
