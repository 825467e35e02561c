package ua.vuzol.hub.cli;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The HTTP API of a running hub, as its commands need it. */
final class HubClient {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final URI base;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ObjectMapper json = JsonMapper.builder()
            .addModules(new Jdk8Module(), new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // times are shown as the hub tells them: in the hospital's zone
            .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .build();

    /**
     * A client of the hub at an address.
     *
     * @param base like {@code http://127.0.0.1:8080}
     */
    HubClient(URI base) {
        this.base = base;
    }

    URI base() {
        return base;
    }

    /** Everything in quarantine, as the hub says it. */
    JsonNode quarantine() {
        return ask(request("/api/quarantine").GET());
    }

    JsonNode quarantined(String id) {
        return ask(request("/api/quarantine/" + segment(id)).GET());
    }

    /** Puts a quarantined input back where it came from. */
    JsonNode replay(String id) {
        return ask(request("/api/quarantine/" + segment(id) + "/replay").POST(HttpRequest.BodyPublishers.noBody()));
    }

    /**
     * Deliveries, as the hub says it.
     *
     * @param conditions of the list, by parameter
     */
    JsonNode deliveries(Map<String, String> conditions) {
        return ask(request("/api/deliveries" + query(conditions)).GET());
    }

    JsonNode delivery(long id) {
        return ask(request("/api/deliveries/" + id).GET());
    }

    /** Does something to the deliveries that meet the conditions. */
    JsonNode changeDeliveries(String action, Map<String, String> conditions) {
        return ask(request("/api/deliveries/" + action + query(conditions)).POST(HttpRequest.BodyPublishers.noBody()));
    }

    /**
     * Patients, as the hub says it.
     *
     * @param conditions of the list, by parameter
     */
    JsonNode patients(Map<String, String> conditions) {
        return ask(request("/api/patients" + query(conditions)).GET());
    }

    JsonNode patient(long id) {
        return ask(request("/api/patients/" + id).GET());
    }

    /** Studies and their orders, as the hub says it. */
    JsonNode reconciliation(boolean all) {
        return ask(request("/api/reconciliation?all=" + all).GET());
    }

    /** Decides about the order of a study. */
    JsonNode reconcile(String studyUid, String action, Map<String, String> parameters) {
        return ask(request("/api/reconciliation/" + segment(studyUid) + "/" + action + query(parameters))
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    /**
     * Steps of the worklist by their start.
     *
     * @param conditions of the list, by parameter
     */
    JsonNode worklist(Map<String, String> conditions) {
        return ask(request("/api/worklist" + query(conditions)).GET());
    }

    /** Takes a quarantined object as a correction of the one in the archive. */
    JsonNode accept(String id, String by) {
        return ask(request("/api/quarantine/" + segment(id) + "/accept?by=" + segment(by))
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    /** HL7 messages that came and meet the conditions. */
    JsonNode messages(Map<String, String> conditions) {
        return ask(request("/api/hl7/messages" + query(conditions)).GET());
    }

    JsonNode message(long id) {
        return ask(request("/api/hl7/messages/" + id).GET());
    }

    /** Has a message done again. */
    JsonNode replayMessage(long id, String by) {
        return ask(request("/api/hl7/messages/" + id + "/replay?by=" + segment(by))
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    /** HL7 messages to partners that meet the conditions. */
    JsonNode outbound(Map<String, String> conditions) {
        return ask(request("/api/hl7/outbound" + query(conditions)).GET());
    }

    JsonNode changeOutbound(long id, String action) {
        return ask(request("/api/hl7/outbound/" + id + "/" + action).POST(HttpRequest.BodyPublishers.noBody()));
    }

    /** The newest studies. */
    JsonNode studies() {
        return ask(request("/api/studies").GET());
    }

    JsonNode timeline(String studyUid) {
        return ask(request("/api/studies/" + segment(studyUid) + "/timeline").GET());
    }

    <T> T as(Class<T> type, JsonNode node) {
        return json.convertValue(node, type);
    }

    <T> List<T> asListOf(Class<T> type, JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(node -> as(type, node))
                .toList();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE).header("Accept", "application/json");
    }

    private static String query(Map<String, String> conditions) {
        return conditions.entrySet().stream()
                .map(condition -> condition.getKey() + "=" + segment(condition.getValue()))
                .collect(Collectors.collectingAndThen(
                        Collectors.joining("&"), text -> text.isEmpty() ? "" : "?" + text));
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private JsonNode ask(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        HttpResponse<String> response = send(request);
        return switch (response.statusCode()) {
            case 200, 201, 202 -> parse(response.body());
            case 404 -> throw new Finding("The hub at %s knows nothing of %s. List what it has with: ./vuzol %s list"
                    .formatted(base, request.uri().getPath(), command(request.uri())));
            default -> throw new Finding("The hub at %s answered %d to %s %s. Read the log of the hub."
                    .formatted(
                            base,
                            response.statusCode(),
                            request.method(),
                            request.uri().getPath()));
        };
    }

    /** The command whose list has what the API has at a place. */
    private static String command(URI place) {
        if (place.getPath().startsWith("/api/reconciliation")) {
            return "reconcile";
        }
        if (place.getPath().startsWith("/api/hl7")) {
            return "messages";
        }
        return Stream.of("deliveries", "patients", "worklist")
                .filter(command -> place.getPath().startsWith("/api/" + command))
                .findFirst()
                .orElse("quarantine");
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new Finding("No hub answers at %s. Start it with ./vuzol run, or set VUZOL_URL to where it runs."
                    .formatted(base));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Finding("Interrupted while waiting for the hub at %s.".formatted(base));
        }
    }

    private JsonNode parse(String body) {
        try {
            return json.readTree(body);
        } catch (IOException e) {
            throw new Finding("What answers at %s is not a hub. Set VUZOL_URL to where the hub runs.".formatted(base));
        }
    }
}
