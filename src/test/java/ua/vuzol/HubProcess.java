package ua.vuzol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import ua.vuzol.dicom.net.PeerProcess;

/** The packaged hub as a process of its own, as a user runs it, so that a test can kill it. */
public final class HubProcess implements AutoCloseable {
    /** Options for a test that starts hubs often or is not about speed: ready in half the time. */
    public static final String[] QUICK_START = {"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"};

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path home;
    private final int port;
    private final int dicomPort;
    private final int mllpPort;
    private final Map<String, String> environment;
    private final List<String> javaOptions;
    private final HttpClient http = HttpClient.newHttpClient();
    private Process process;
    /** Bytes of the log that are of earlier starts. */
    private long logAtStart;

    private HubProcess(Path home, Map<String, String> environment, List<String> javaOptions) {
        this.home = home;
        this.port = freePort();
        this.dicomPort = freePort();
        this.mllpPort = freePort();
        this.environment = environment;
        this.javaOptions = javaOptions;
    }

    /** Starts a hub on a home of the test and waits until it is ready. */
    public static HubProcess start(Path home, Map<String, String> environment, String... javaOptions) {
        HubProcess hub = launch(home, environment, javaOptions);
        try {
            hub.awaitReady();
            return hub;
        } catch (RuntimeException | Error e) {
            hub.process.destroyForcibly();
            throw new AssertionError("The hub did not become ready: " + hub.tail(), e);
        }
    }

    /** Starts a hub and does not wait. */
    public static HubProcess launch(Path home, Map<String, String> environment, String... javaOptions) {
        HubProcess hub = new HubProcess(home, environment, List.of(javaOptions));
        hub.start();
        return hub;
    }

    /** Starts the process again after it was killed; does not wait. */
    public void start() {
        List<String> command = new ArrayList<>(List.of(java(), "-Xmx512m"));
        command.addAll(javaOptions);
        Path unpacked = Path.of("target", "vuzol", "vuzol.jar").toAbsolutePath();
        if (isUpToDate(unpacked)) {
            command.addAll(List.of("-Xlog:cds=off", "-XX:SharedArchiveFile=" + unpacked.resolveSibling("vuzol.jsa")));
            command.addAll(List.of("-jar", unpacked.toString(), "run"));
        } else {
            command.addAll(List.of("-jar", jar().toString(), "run"));
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("VUZOL_HOME", home.toString());
        builder.environment().put("VUZOL_HTTP_PORT", Integer.toString(port));
        builder.environment().put("VUZOL_DICOM_PORT", Integer.toString(dicomPort));
        builder.environment().put("VUZOL_MLLP_PORT", Integer.toString(mllpPort));
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        logAtStart = log().toFile().length();
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void awaitReady() {
        await("the hub answers; its log is " + log())
                .atMost(3, MINUTES)
                .pollInterval(200, MILLISECONDS)
                .until(() -> {
                    assertThat(process.isAlive())
                            .as("the hub's process lives: " + tail())
                            .isTrue();
                    return healthy() && saysReady();
                });
    }

    /** SIGKILL: no shutdown hook runs. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(30, SECONDS)).isTrue();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, SECONDS)) {
            kill();
        }
    }

    public Path home() {
        return home;
    }

    /** Where the archive keeps its objects. */
    public Path online() {
        return Path.of(
                environment.getOrDefault("VUZOL_ONLINE", home.resolve("online").toString()));
    }

    public ProcessHandle process() {
        return process.toHandle();
    }

    /** Where the hub listens for DICOM, as VUZOL. */
    public int dicomPort() {
        return dicomPort;
    }

    /** Where the hub listens for HL7. */
    public int mllpPort() {
        return mllpPort;
    }

    public Path inbox(String source) {
        return home.resolve("inbox").resolve(source);
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    public JsonNode json(String path) {
        return answer(HttpRequest.newBuilder(uri(path))
                .header("Accept", path.startsWith("/fhir") ? "application/fhir+json" : "application/json"));
    }

    /** What the hub says of its own health, also when it is ill. */
    public JsonNode health() {
        return parse(
                send(HttpRequest.newBuilder(uri("/actuator/health")).build()).body());
    }

    public JsonNode post(String path) {
        return answer(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    private JsonNode answer(HttpRequest.Builder request) {
        HttpResponse<String> response = send(request.build());
        assertThat(response.statusCode())
                .as("%s answers %s", response.uri(), response.body())
                .isEqualTo(200);
        return parse(response.body());
    }

    /** What the hub has on its heap, with what could be collected. */
    public long heapBytes() {
        return send(HttpRequest.newBuilder(uri("/actuator/prometheus")).build())
                .body()
                .lines()
                .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Everything the hub wrote to its log. */
    public String logText() {
        return new String(logBytes(), UTF_8);
    }

    private byte[] logBytes() {
        try {
            return Files.readAllBytes(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The HTTP port answers a little before all routes run. */
    private boolean saysReady() {
        byte[] log = logBytes();
        return new String(log, (int) logAtStart, log.length - (int) logAtStart, UTF_8).contains("Vuzol is ready");
    }

    private boolean healthy() {
        try {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(uri("/actuator/health")).build(), HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path log() {
        return home.resolveSibling(home.getFileName() + ".log");
    }

    private String tail() {
        String text = logText();
        return text.substring(Math.max(0, text.length() - 3000));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** What ./vuzol makes, which starts in half the time, if it is of these sources. */
    private static boolean isUpToDate(Path unpacked) {
        try (Stream<Path> sources = Files.walk(Path.of("src", "main"))) {
            long built = unpacked.toFile().lastModified();
            return Stream.concat(Stream.of(Path.of("pom.xml")), sources)
                    .allMatch(source -> source.toFile().lastModified() <= built);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path jar() {
        Path jar = Path.of("target", "vuzol.jar");
        assertThat(jar).as("the packaged hub; build it with ./mvnw package").exists();
        return jar;
    }

    public static int freePort() {
        return PeerProcess.freePort();
    }
}
