package ua.vuzol.dicom.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.io.DicomWriter;

/** A network of our own on the loopback address, which ends with the test. */
abstract class NetworkTestSupport {

    static final String CT = SopClass.CTImageStorage;
    static final String MR = SopClass.MRImageStorage;
    static final String FIND = SopClass.StudyRootQueryRetrieveInformationModelFind;
    static final String GET = SopClass.StudyRootQueryRetrieveInformationModelGet;
    static final String MOVE = SopClass.StudyRootQueryRetrieveInformationModelMove;
    static final String MPPS = SopClass.ModalityPerformedProcedureStep;

    final DicomNetwork network = new DicomNetwork();
    final Events events = new Events();
    private final List<Acceptor> acceptors = new ArrayList<>();

    @AfterEach
    void endNetwork() {
        acceptors.forEach(Acceptor::close);
        network.close();
    }

    Acceptor listen(Services services, UnaryOperator<AcceptorOptions.Builder> options) throws IOException {
        AcceptorOptions.Builder builder = AcceptorOptions.builder(InetAddress.getLoopbackAddress(), 0, services);
        Acceptor acceptor =
                network.listen(options.apply(builder.listener(events)).build());
        acceptors.add(acceptor);
        return acceptor;
    }

    Acceptor listen(Services services) throws IOException {
        return listen(services, UnaryOperator.identity());
    }

    static NodeAddress node(Acceptor acceptor) {
        return NodeAddress.of("SCP", InetAddress.getLoopbackAddress().getHostAddress(), acceptor.port());
    }

    static AssociationOptions.Builder scu(String... sopClasses) {
        AssociationOptions.Builder options = AssociationOptions.builder("SCU").verification();
        for (String sopClass : sopClasses) {
            options.context(sopClass);
        }
        return options;
    }

    Association connect(Acceptor acceptor, String... sopClasses) throws IOException {
        return network.connect(node(acceptor), scu(sopClasses).build());
    }

    /** A bare connection, for peers that do not behave. */
    static Socket plug(Acceptor acceptor) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), acceptor.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** A bare connection with an association on it: Verification is context 1, and 3 and on are the others. */
    static Socket associated(Acceptor acceptor, String... sopClasses) throws IOException {
        Socket socket = plug(acceptor);
        socket.getOutputStream()
                .write(AssociateCodec.encode(scu(sopClasses).build().requestTo("SCP")));
        if (pdu(socket)[0] != PduType.ASSOCIATE_AC.code()) {
            throw new IllegalStateException("The association was not accepted");
        }
        return socket;
    }

    /** The next PDU whole, empty at the end of the connection. */
    static byte[] pdu(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] header = in.readNBytes(6);
        if (header.length < 6) {
            return new byte[0];
        }
        int length = ByteBuffer.wrap(header).getInt(2);
        return new Items.Output().bytes(header).bytes(in.readNBytes(length)).toBytes();
    }

    static byte[] pData(int contextId, boolean command, boolean last, byte[] fragment) {
        return new Items.Output()
                .u32(fragment.length + 2L)
                .u8(contextId)
                .u8((command ? 1 : 0) | (last ? 2 : 0))
                .bytes(fragment)
                .pdu(PduType.P_DATA_TF);
    }

    static byte[] encoded(CommandSet command) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            command.encode(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static CommandSet echoRequest() {
        CommandSet echo = CommandSet.request(Dimse.C_ECHO, 1, false);
        echo.dataSet().put(Tag.AffectedSOPClassUID, SopClass.Verification);
        return echo;
    }

    static CommandSet storeRequest(String sopInstanceUid) {
        CommandSet store = CommandSet.request(Dimse.C_STORE, 1, true);
        store.dataSet().put(Tag.AffectedSOPClassUID, CT).put(Tag.AffectedSOPInstanceUID, sopInstanceUid);
        return store;
    }

    static Timeouts quick() {
        Duration soon = Duration.ofMillis(300);
        Duration late = Duration.ofSeconds(30);
        return new Timeouts(late, late, late, late, late, late, late).withArtim(soon);
    }

    /** Objects as they were received, by SOP Instance UID. */
    static final class Store implements StoreService {
        final Map<String, byte[]> objects = new ConcurrentHashMap<>();

        @Override
        public Status store(StoreRequest request, DataSetInput dataSet) throws IOException {
            objects.put(request.sopInstanceUid(), dataSet.readAllBytes());
            return Status.SUCCESS;
        }
    }

    /** A data set to be sent. */
    record Source(String sopClassUid, String sopInstanceUid, List<String> transferSyntaxes, DataSet dataSet)
            implements StoreSource {

        static Source of(String sopClassUid, String sopInstanceUid) {
            DataSet dataSet = new DataSet()
                    .put(Tag.SOPClassUID, sopClassUid)
                    .put(Tag.SOPInstanceUID, sopInstanceUid)
                    .put(Tag.PatientID, "1");
            return new Source(
                    sopClassUid,
                    sopInstanceUid,
                    List.of(
                            TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid(),
                            TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN.uid()),
                    dataSet);
        }

        @Override
        public void writeTo(PDataOutputStream out, TransferSyntax syntax) throws IOException {
            DicomWriter.writeDataSet(dataSet, syntax, out);
        }
    }

    /** What the listener was told. */
    static final class Events implements AssociationListener {
        final List<Association> established = new CopyOnWriteArrayList<>();
        final List<Rejection> rejected = new CopyOnWriteArrayList<>();
        final List<Exception> failed = new CopyOnWriteArrayList<>();
        final List<Optional<AssociationException>> ended = new CopyOnWriteArrayList<>();

        @Override
        public void established(Association association) {
            established.add(association);
        }

        @Override
        public void rejected(AssociateRequest request, Peer peer, Rejection rejection) {
            rejected.add(rejection);
        }

        @Override
        public void failed(Peer peer, Exception cause) {
            failed.add(cause);
        }

        @Override
        public void ended(Association association, Optional<AssociationException> cause) {
            ended.add(cause);
        }
    }

    static void write(Socket socket, byte[]... pdus) throws IOException {
        OutputStream out = socket.getOutputStream();
        for (byte[] pdu : pdus) {
            out.write(pdu);
        }
        out.flush();
    }
}
