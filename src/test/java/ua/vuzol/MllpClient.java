package ua.vuzol;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** One MLLP connection of a sender; messages may be pipelined by {@link #write} and {@link #read}. */
public final class MllpClient implements AutoCloseable {
    private static final int START = 0x0B;
    private static final int END = 0x1C;
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private MllpClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** Gives up an answer after half a minute. */
    public static MllpClient connect(int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return new MllpClient(socket);
    }

    /** The other side of a connection. */
    static MllpClient of(Socket socket) throws IOException {
        return new MllpClient(socket);
    }

    /** Sends a message in UTF-8 and waits for its answer. */
    public String send(String message) throws IOException {
        return send(message, StandardCharsets.UTF_8);
    }

    /** @param message segments, each on a line */
    public String send(String message, Charset charset) throws IOException {
        write(bytes(message, charset));
        return new String(read(), charset);
    }

    /** The message as it goes over the line: segments that end with a carriage return. */
    public static byte[] bytes(String message, Charset charset) {
        return (message.strip().replaceAll("\\R", "\r") + "\r").getBytes(charset);
    }

    /** Sends one frame and does not wait. */
    public void write(byte[] content) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(content.length + 3);
        frame.write(START);
        frame.writeBytes(content);
        frame.write(END);
        frame.write('\r');
        writeRaw(frame.toByteArray());
    }

    /** Sends bytes without a frame. */
    public void writeRaw(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /**
     * The content of the next frame.
     *
     * @throws EOFException if the hub has closed the connection
     */
    public byte[] read() throws IOException {
        for (int b = in.read(); b != START; b = in.read()) {
            if (b < 0) {
                throw new EOFException("The connection was closed");
            }
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int b = in.read(); ; b = in.read()) {
            if (b < 0) {
                throw new EOFException("The connection was closed within a frame");
            }
            if (b == END) {
                in.read();
                return content.toByteArray();
            }
            content.write(b);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
