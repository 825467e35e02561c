package ua.vuzol;

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
import java.util.List;
import java.util.stream.StreamSupport;
import ua.vuzol.dicom.net.PeerProcess;

/** A PACS of another maker, as a process with an empty store of its own and synced storage. Closing it ends it. */
public final class OrthancProcess implements AutoCloseable {
    public static final String AE_TITLE = "ORTHANC";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final int dicomPort;
    private final int httpPort;
    private final PeerProcess process;

    private OrthancProcess(int dicomPort, int httpPort, PeerProcess process) {
        this.dicomPort = dicomPort;
        this.httpPort = httpPort;
        this.process = process;
    }

    /** Starts one; the test is skipped where it is not installed. */
    public static OrthancProcess start(Path folder) throws IOException {
        PeerProcess.assumeInstalled("Orthanc");
        Files.createDirectories(folder);
        int dicomPort = PeerProcess.freePort();
        int httpPort = PeerProcess.freePort();
        Path configuration = Files.writeString(
                folder.resolve("orthanc.json"),
                """
                {
                  "StorageDirectory": "%1$s", "IndexDirectory": "%1$s", "SyncStorageData": true, "Plugins": [],
                  "HttpPort": %2$d, "AuthenticationEnabled": false,
                  "DicomAet": "%3$s", "DicomPort": %4$d, "DefaultEncoding": "Utf8", "DicomAlwaysAllowFind": true
                }
                """
                        .formatted(folder.resolve("storage"), httpPort, AE_TITLE, dicomPort));
        PeerProcess process = PeerProcess.listening(folder, dicomPort, PeerProcess.words("Orthanc", configuration));
        OrthancProcess orthanc = new OrthancProcess(dicomPort, httpPort, process);
        await().ignoreExceptions().until(() -> orthanc.get("/system").has("Version"));
        return orthanc;
    }

    public int dicomPort() {
        return dicomPort;
    }

    /** How many objects it has. */
    public long instances() {
        return get("/statistics").path("CountInstances").asLong();
    }

    /** The SOP Instance UIDs of all that it has, one that it has twice also twice. */
    public List<String> sopInstanceUids() {
        return StreamSupport.stream(get("/instances?expand").spliterator(), false)
                .map(instance -> instance.at("/MainDicomTags/SOPInstanceUID").asText())
                .toList();
    }

    /** What its REST API answers. */
    public JsonNode get(String path) {
        return send("GET", path, "");
    }

    /** What its REST API answers; null where it answers nothing. */
    public JsonNode send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            // a client of its own: Orthanc closes connections that were idle just when they are used again
            HttpResponse<String> response =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public ProcessHandle process() {
        return process.handle();
    }

    @Override
    public void close() {
        process.close();
    }
}
