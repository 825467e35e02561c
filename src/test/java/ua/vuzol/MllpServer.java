package ua.vuzol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A partner of a test that listens for HL7 messages and answers as the test says. */
public final class MllpServer implements AutoCloseable {
    private final ServerSocket server;
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final Function<String, Optional<String>> answers;

    private MllpServer(int port, Function<String, Optional<String>> answers) throws IOException {
        this.server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        this.answers = answers;
        start(this::accept);
    }

    /**
     * @param port 0 for any
     * @param answers the answer to a message; none closes the connection
     */
    public static MllpServer start(int port, Function<String, Optional<String>> answers) throws IOException {
        return new MllpServer(port, answers);
    }

    /** An acknowledgment with a code of table 0008 of a message. */
    public static Optional<String> acknowledge(String message, String code) {
        String controlId = message.split("\\|", -1)[9];
        return Optional.of("MSH|^~\\&|MIS|||||ACK|1|P|2.5.1\rMSA|" + code + "|" + controlId + "|said so\r");
    }

    public int port() {
        return server.getLocalPort();
    }

    /** What came so far, in order. */
    public List<String> received() {
        return List.copyOf(received);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "mllp-partner");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                connections.add(socket);
                start(() -> serve(socket));
            }
        } catch (SocketException closed) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(Socket socket) {
        try (MllpClient connection = MllpClient.of(socket)) {
            while (true) {
                String message = new String(connection.read(), UTF_8);
                received.add(message);
                Optional<String> answer = answers.apply(message);
                if (answer.isEmpty()) {
                    return;
                }
                connection.write(answer.get().getBytes(UTF_8));
            }
        } catch (EOFException | SocketException closed) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
