package ua.vuzol.dicom.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.Optional;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;

/**
 * A peer that does not need to behave: it asks a node for an association in which Verification is context 1 and another SOP
 * class context 3, in Explicit VR Little
 * Endian, and then sends what a test wants.
 */
public final class BarePeer implements AutoCloseable {
    private static final int PATIENCE_MS = 60_000;
    private static final int STORE_CONTEXT = 3;
    /** Behind the header of the PDU, and length, context and control of the only PDV. */
    private static final int COMMAND_OFFSET = 6 + 4 + 2;

    private final Socket socket;
    private final String sopClassUid;
    private final byte[] answer;

    private BarePeer(Socket socket, String sopClassUid, byte[] answer) {
        this.socket = socket;
        this.sopClassUid = sopClassUid;
        this.answer = answer;
    }

    /**
     * Connects and asks for an association.
     *
     * @param from the address of this machine to call from, such as 127.0.0.2
     */
    public static BarePeer call(NodeAddress node, String from, String callingAeTitle, String sopClassUid)
            throws IOException {
        Socket socket = new Socket();
        try {
            socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
            socket.connect(new InetSocketAddress(node.host(), node.port()), PATIENCE_MS);
            socket.setSoTimeout(PATIENCE_MS);
            AssociationOptions options = AssociationOptions.builder(callingAeTitle)
                    .verification()
                    .context(sopClassUid, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid())
                    .build();
            socket.getOutputStream().write(AssociateCodec.encode(options.requestTo(node.aeTitle())));
            return new BarePeer(socket, sopClassUid, NetworkTestSupport.pdu(socket));
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    public boolean isAccepted() {
        return answer.length > 0 && answer[0] == PduType.ASSOCIATE_AC.code();
    }

    /** Why it was rejected (PS3.8 9.3.4). */
    public Optional<Rejection> rejection() {
        return answer.length > 0 && answer[0] == PduType.ASSOCIATE_RJ.code()
                ? Optional.of(new Rejection(answer[7], answer[8], answer[9]))
                : Optional.empty();
    }

    /** Begins a C-STORE. */
    public void beginStore(String sopInstanceUid) throws IOException {
        CommandSet store = CommandSet.request(Dimse.C_STORE, 1, true);
        store.dataSet().put(Tag.AffectedSOPClassUID, sopClassUid).put(Tag.AffectedSOPInstanceUID, sopInstanceUid);
        NetworkTestSupport.write(
                socket, NetworkTestSupport.pData(STORE_CONTEXT, true, true, NetworkTestSupport.encoded(store)));
    }

    /** Sends a part of the data set. */
    public void send(byte[] bytes, boolean last) throws IOException {
        NetworkTestSupport.write(socket, NetworkTestSupport.pData(STORE_CONTEXT, false, last, bytes));
    }

    /** Sends A-ABORT. */
    public void abort() throws IOException {
        NetworkTestSupport.write(socket, ControlPdus.abortByUser());
    }

    /** Asks whether the other side is there, and waits for its answer. */
    public Status echo() throws IOException {
        NetworkTestSupport.write(
                socket,
                NetworkTestSupport.pData(1, true, true, NetworkTestSupport.encoded(NetworkTestSupport.echoRequest())));
        return status();
    }

    /** The status of the next response, which fits one PDU. */
    public Status status() throws IOException {
        byte[] pdu = NetworkTestSupport.pdu(socket);
        if (pdu.length < COMMAND_OFFSET || pdu[0] != PduType.P_DATA_TF.code()) {
            throw new IOException("The node ended the association instead of a response");
        }
        return CommandSet.decode(Arrays.copyOfRange(pdu, COMMAND_OFFSET, pdu.length))
                .status();
    }

    /** Waits until the other side has ended the connection, with A-ABORT before or not. */
    public void awaitEnd() throws IOException {
        try {
            while (NetworkTestSupport.pdu(socket).length > 0) {
                // A-ABORT
            }
        } catch (SocketException reset) {
            // an end as well
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
