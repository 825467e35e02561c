package ua.vuzol.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;

/**
 * Peers that are slow, silent or hostile harm themselves. The fuzz test takes some seconds; {@code -Dvuzol.fuzz.seconds=600}
 * makes it longer.
 */
class HostilePeersTest extends NetworkTestSupport {

    private static final int BAD_PEERS = 200;
    /** What a good peer may be delayed by; the machine's own pauses come on top, so the median of many is judged. */
    private static final Duration DELAY = Duration.ofMillis(50);

    private static final long FUZZ_SECONDS = Long.getLong("vuzol.fuzz.seconds", 5);

    private final List<Socket> sockets = new ArrayList<>();

    private void closeSockets() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void twoHundredIdleHalfOpenAndSlowPeersDoNotDelayAGoodOne() throws Exception {
        Store store = new Store();
        Acceptor acceptor = listen(
                Services.builder().store(SopClass::isStorage, store).build(), o -> o.limits(new Limits(500, 500, 500)));
        byte[] request = AssociateCodec.encode(scu(CT).build().requestTo("SCP"));
        ExecutorService trickler = Executors.newSingleThreadExecutor();
        try {
            for (int i = 0; i < BAD_PEERS; i++) {
                switch (i % 4) {
                    case 0 -> sockets.add(plug(acceptor));
                    case 1 -> sockets.add(associated(acceptor, CT));
                    case 2 -> {
                        sockets.add(plug(acceptor));
                        write(sockets.get(i), Arrays.copyOf(request, 20));
                    }
                    default -> {
                        sockets.add(associated(acceptor, CT));
                        write(sockets.get(i), pData(3, true, true, encoded(storeRequest("1." + i))));
                    }
                }
            }
            trickler.execute(this::trickle);
            List<Long> nanos = new ArrayList<>();
            for (int i = 0; i < 41; i++) {
                long start = System.nanoTime();
                try (Association association = connect(acceptor)) {
                    assertThat(association.echo().isSuccess()).isTrue();
                }
                nanos.add(System.nanoTime() - start);
            }
            nanos.sort(null);
            assertThat(Duration.ofNanos(nanos.get(20)))
                    .as("association, C-ECHO and release beside %d bad peers", BAD_PEERS)
                    .isLessThan(DELAY);
        } finally {
            trickler.shutdownNow();
            closeSockets();
        }
    }

    /** Now and then a byte of an object to each that has begun one. */
    private void trickle() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                for (int i = 3; i < BAD_PEERS; i += 4) {
                    write(sockets.get(i), pData(3, false, false, new byte[] {0, 0}));
                }
                LockSupport.parkNanos(5_000_000);
            }
        } catch (IOException e) {
            Thread.currentThread().interrupt(); // the test is over
        }
    }

    @Test
    void connectionsThatSayNothingMakeRoomForOthers() throws IOException {
        Acceptor acceptor = listen(Services.NONE, o -> o.limits(new Limits(10, 10, 20)));
        try {
            for (int i = 0; i < 100; i++) {
                sockets.add(plug(acceptor));
            }
            try (Association association = connect(acceptor)) {
                assertThat(association.echo().isSuccess()).isTrue();
            }
            assertThat(pdu(sockets.get(0))).as("the oldest was closed").isEmpty();
        } finally {
            closeSockets();
        }
    }

    @Test
    void threeHundredAssociationsWorkAtATime() throws IOException {
        Acceptor acceptor = listen(Services.NONE, o -> o.limits(new Limits(300, 300, 300)));
        List<Association> associations = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            associations.add(connect(acceptor));
        }
        for (Association association : associations) {
            assertThat(association.echo().isSuccess()).isTrue();
        }
        for (Association association : associations) {
            association.close();
        }
        await().until(() -> acceptor.associations().isEmpty());
    }

    @Test
    void whatIsNoPduIsAborted() throws IOException {
        Acceptor acceptor = listen(Services.NONE);
        try (Socket socket = plug(acceptor)) {
            write(socket, "GET / HTTP/1.1\r\n\r\n".getBytes());
            assertThat(pdu(socket)).startsWith(PduType.ABORT.code());
        }
        try (Socket socket = associated(acceptor)) {
            write(socket, new byte[] {99, 0, 0, 0, 0, 0});
            assertThat(pdu(socket)).startsWith(PduType.ABORT.code()).endsWith(2, 2);
        }
    }

    @Test
    void aPduLongerThanAgreedIsAbortedBeforeItIsRead() throws IOException {
        Acceptor acceptor = listen(Services.NONE, o -> o.maxPduLength(16384));
        try (Socket socket = associated(acceptor)) {
            write(socket, new byte[] {4, 0, 0x7F, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF});
            assertThat(pdu(socket)).startsWith(PduType.ABORT.code());
        }
        try (Socket socket = plug(acceptor)) {
            write(socket, new byte[] {1, 0, 0x7F, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF});
            assertThat(pdu(socket)).startsWith(PduType.ABORT.code());
        }
    }

    @Test
    void messagesThatBreakTheRulesAreAborted() throws IOException {
        byte[] echo = encoded(echoRequest());
        byte[] answer = encoded(echoRequest().response(Status.SUCCESS, false));
        List<byte[][]> wrong = List.of(
                new byte[][] {pData(9, true, true, echo)},
                new byte[][] {pData(1, false, true, echo)},
                new byte[][] {pData(1, true, true, answer)},
                new byte[][] {pData(1, true, true, new byte[] {1, 2, 3})},
                new byte[][] {pData(3, true, true, encoded(storeRequest("1.2"))), pData(1, false, true, new byte[2])},
                new byte[][] {pData(3, true, true, encoded(storeRequest("1.2"))), pData(3, true, true, echo)});
        Acceptor acceptor = listen(
                Services.builder().store(SopClass::isStorage, new Store()).build());
        for (byte[][] pdus : wrong) {
            try (Socket socket = associated(acceptor, CT)) {
                write(socket, pdus);
                assertThat(pdu(socket)).startsWith(PduType.ABORT.code());
            }
        }
        assertThat(connect(acceptor).echo().isSuccess()).isTrue();
    }

    @Test
    void anUnknownCommandIsAnsweredAndNotPunished() throws IOException {
        Acceptor acceptor = listen(Services.NONE);
        try (Socket socket = associated(acceptor)) {
            CommandSet unknown = echoRequest();
            unknown.dataSet().put(Tag.CommandField, 0x0666);
            write(socket, pData(1, true, true, encoded(unknown)));
            assertThat(AssociationTest.status(pdu(socket))).isEqualTo(Status.UNRECOGNIZED_OPERATION);
            write(socket, pData(1, true, true, encoded(echoRequest())));
            assertThat(AssociationTest.status(pdu(socket))).isEqualTo(Status.SUCCESS);
        }
    }

    @Test
    void anIdentifierThatCannotBeReadIsAFailureOfThatRequestAlone() throws IOException {
        Services services = Services.builder()
                .find(query -> Matches.of(Stream.of(new DataSet())), FIND)
                .build();
        try (Socket socket = associated(listen(services), FIND)) {
            CommandSet find = CommandSet.request(Dimse.C_FIND, 1, true);
            find.dataSet().put(Tag.AffectedSOPClassUID, FIND);
            write(socket, pData(3, true, true, encoded(find)), pData(3, false, true, new byte[] {1, 2, 3}));
            assertThat(AssociationTest.status(pdu(socket))).isEqualTo(Status.UNABLE_TO_PROCESS);
            write(socket, pData(1, true, true, encoded(echoRequest())));
            assertThat(AssociationTest.status(pdu(socket))).isEqualTo(Status.SUCCESS);
        }
    }

    /** Many fragments of few bytes, two messages in one PDU: all that is allowed. */
    @Test
    void oddButLawfulFragmentsAreUnderstood() throws IOException {
        Store store = new Store();
        Acceptor acceptor =
                listen(Services.builder().store(SopClass::isStorage, store).build());
        try (Socket socket = associated(acceptor, CT)) {
            byte[] command = encoded(storeRequest("1.2"));
            for (int i = 0; i < command.length; i++) {
                write(socket, pData(3, true, i == command.length - 1, new byte[] {command[i]}));
            }
            for (int i = 0; i < 100; i++) {
                write(socket, pData(3, false, false, new byte[] {(byte) i}), pData(3, false, false, new byte[0]));
            }
            byte[] last = pData(3, false, true, new byte[0]);
            byte[] echo = pData(1, true, true, encoded(echoRequest()));
            byte[] both = new Items.Output()
                    .bytes(Arrays.copyOfRange(last, 6, last.length))
                    .bytes(Arrays.copyOfRange(echo, 6, echo.length))
                    .pdu(PduType.P_DATA_TF);
            write(socket, both);
            assertThat(AssociationTest.status(pdu(socket))).isEqualTo(Status.SUCCESS);
            assertThat(AssociationTest.status(pdu(socket))).isEqualTo(Status.SUCCESS);
        }
        assertThat(store.objects.get("1.2")).hasSize(100);
    }

    @Test
    void mutatedConversationsEndWithoutHarmToOthers() throws Exception {
        Services services = Services.builder()
                .store(SopClass::isStorage, new Store())
                .find(query -> Matches.of(Stream.of(new DataSet().put(Tag.PatientID, "1"))), FIND)
                .normalized((request, association) -> NormalizedService.Result.SUCCESS, MPPS)
                .build();
        Timeouts timeouts = Timeouts.defaults()
                .withArtim(Duration.ofMillis(200))
                .withReceive(Duration.ofMillis(200))
                .withIdle(Duration.ofMillis(200));
        Acceptor acceptor = listen(services, o -> o.timeouts(timeouts).limits(new Limits(300, 300, 300)));
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long end = System.nanoTime() + Duration.ofSeconds(FUZZ_SECONDS).toNanos();
        int conversations = 0;
        while (System.nanoTime() < end) {
            try (Socket socket = plug(acceptor)) {
                write(socket, mutated(conversation(), random));
                if (random.nextInt(4) == 0) {
                    socket.shutdownOutput();
                }
                if (random.nextInt(50) == 0) {
                    socket.getInputStream().readAllBytes();
                }
            } catch (SocketException e) {
                assertThat(e).as("the other side had enough").hasMessageMatching("(?s).*(reset|pipe|closed).*");
            }
            conversations++;
        }
        assertThat(conversations).as("seed " + seed).isPositive();
        try (Association association = connect(acceptor)) {
            assertThat(association.echo().isSuccess()).as("seed " + seed).isTrue();
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> acceptor.associations().isEmpty());
        assertThat(events.failed)
                .as("seed " + seed)
                .allMatch(e -> e instanceof IOException || e instanceof PduException);
        assertThat(events.ended.stream().flatMap(Optional::stream))
                .as("seed " + seed)
                .noneMatch(
                        e -> e.getMessage().contains("error") || e.getMessage().contains("aborted (here)"));
    }

    private static byte[] conversation() {
        CommandSet find = CommandSet.request(Dimse.C_FIND, 2, true);
        find.dataSet().put(Tag.AffectedSOPClassUID, FIND);
        CommandSet set = CommandSet.request(Dimse.N_SET, 3, false);
        set.dataSet().put(Tag.RequestedSOPClassUID, MPPS).put(Tag.RequestedSOPInstanceUID, "1.2");
        byte[] identifier = {0x10, 0, 0x20, 0, 'L', 'O', 0, 0};
        return new Items.Output()
                .bytes(AssociateCodec.encode(scu(CT, FIND, MPPS).build().requestTo("SCP")))
                .bytes(pData(1, true, true, encoded(echoRequest())))
                .bytes(pData(3, true, true, encoded(storeRequest("1.2"))))
                .bytes(pData(3, false, true, new byte[200]))
                .bytes(pData(5, true, true, encoded(find)))
                .bytes(pData(5, false, true, identifier))
                .bytes(pData(7, true, true, encoded(set)))
                .bytes(pData(5, true, true, encoded(CommandSet.cancel(2))))
                .bytes(new Items.Output().zeros(4).pdu(PduType.RELEASE_RQ))
                .toBytes();
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        byte[] mutated = bytes.clone();
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = random.nextInt(mutated.length);
            switch (random.nextInt(4)) {
                case 0 -> mutated[at] = (byte) random.nextInt(256);
                case 1 -> mutated[at] = (byte) (random.nextBoolean() ? 0xFF : 0);
                case 2 -> System.arraycopy(mutated, at / 2, mutated, at - at / 4, at / 4);
                default -> mutated[at] ^= (byte) (1 << random.nextInt(8));
            }
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(mutated, random.nextInt(mutated.length)) : mutated;
    }
}
