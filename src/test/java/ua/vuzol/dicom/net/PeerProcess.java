package ua.vuzol.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of another maker, as a process whose output goes to a file. Closing it ends it and what it has started. */
public final class PeerProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<Path> PROGRAMS = List.of(Path.of("/usr/bin"), Path.of("/usr/sbin"));

    private final Process process;
    private final Path output;

    private PeerProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** How a program ended, and what it wrote. */
    public record Outcome(int exitValue, String output) {

        public Outcome succeeded() {
            assertThat(exitValue).as(output).isZero();
            return this;
        }

        Outcome failed() {
            assertThat(exitValue).as(output).isNotZero();
            return this;
        }
    }

    /** Skips the test where a program is missing. */
    public static void assumeInstalled(String... programs) {
        for (String program : programs) {
            assumeTrue(
                    PROGRAMS.stream().anyMatch(folder -> Files.isExecutable(folder.resolve(program))),
                    "skipped: " + program + " is not installed");
        }
    }

    /** Runs a program to its end. */
    public static Outcome run(Path folder, String... command) {
        try (PeerProcess peer = start(folder, command)) {
            return peer.outcome();
        }
    }

    static PeerProcess start(Path folder, String... command) {
        Path program = Path.of(command[0]);
        if (!program.isAbsolute()) {
            assumeInstalled(command[0]);
        }
        try {
            Path output = Files.createTempFile(folder, program.getFileName() + "-", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            // without it DCMTK waits for acknowledgements that the other side's TCP delays
            builder.environment().put("TCP_NODELAY", "1");
            return new PeerProcess(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a program and waits until it takes connections on a port of this machine. */
    public static PeerProcess listening(Path folder, int port, String... command) {
        PeerProcess peer = start(folder, command);
        try {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .failFast(() ->
                            assertThat(peer.process.isAlive()).as(peer.output()).isTrue())
                    .until(() -> takesConnections(port));
            return peer;
        } catch (RuntimeException | Error e) {
            peer.close();
            throw e;
        }
    }

    public static boolean takesConnections(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The words to run a main class of the tests in a JVM of its own with this heap, such as 128m. */
    static List<String> jvm(String heap, Class<?> main) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return List.of(java.toString(), "-Xmx" + heap, "-cp", System.getProperty("java.class.path"), main.getName());
    }

    /** A port of the loopback address that nobody listens on. */
    public static int freePort() {
        // not one of those that the kernel gives to outgoing connections: it would be in use before the server starts,
        // or starts again
        for (int tries = 0; ; tries++) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                if (tries == 100) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /** Joins the words of a command line, for those that are lists already. */
    public static String[] words(Object... words) {
        return Arrays.stream(words).flatMap(PeerProcess::flat).toArray(String[]::new);
    }

    private static Stream<String> flat(Object word) {
        return word instanceof List<?> list ? list.stream().flatMap(PeerProcess::flat) : Stream.of(word.toString());
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** What it wrote until now. */
    String output() {
        try {
            return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for its end. */
    Outcome outcome() {
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as(output())
                    .isTrue();
            return new Outcome(process.exitValue(), output());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }
}
