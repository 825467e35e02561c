package ua.vuzol.web;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import ua.vuzol.archive.Archive;
import ua.vuzol.archive.Study;
import ua.vuzol.archive.StudyQuery;
import ua.vuzol.delivery.Deliveries;
import ua.vuzol.hl7.Messages;
import ua.vuzol.hl7.Sending;
import ua.vuzol.intake.Quarantine;
import ua.vuzol.intake.QuarantineEntry;
import ua.vuzol.intake.Reconciliation;
import ua.vuzol.intake.ReplayOutcome;
import ua.vuzol.journey.Journey;
import ua.vuzol.journey.JourneyEvent;
import ua.vuzol.journey.Step;
import ua.vuzol.publication.SampleStudies;
import ua.vuzol.registry.Patient;
import ua.vuzol.registry.PatientId;
import ua.vuzol.registry.People;
import ua.vuzol.registry.Registry;
import ua.vuzol.worklist.Worklist;

/**
 * A real server on a free port, asked over HTTP. The rooms below answer from the lists of this class: their facades are
 * replaced, and a query is met as the catalogue would meet it.
 */
@SpringBootTest(
        classes = HubUnderTest.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"vuzol.home=target/web-test", "vuzol.fhir.base-sid=https://fhir.hospital.ua/sid"})
abstract class WebTestSupport {
    static final String BASE_SID = "https://fhir.hospital.ua/sid";
    static final Study RADIOGRAPH = SampleStudies.radiograph();
    static final Patient HOSTILE = new Patient(
            9,
            new PatientId("<b>9</b>", ""),
            "<script>alert(1)</script>^Ян",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());
    static final Study HOSTILE_STUDY = SampleStudies.of("1.2.3.9", HOSTILE, "\"><img src=x onerror=alert(2)>");

    @MockitoBean
    Archive archive;

    @MockitoBean
    Registry registry;

    @MockitoBean
    Worklist worklist;

    @MockitoBean
    Reconciliation reconciliation;

    @MockitoBean
    People people;

    @MockitoBean
    Messages messages;

    @MockitoBean
    Sending sending;

    @MockitoBean
    Journey journey;

    @MockitoBean
    Quarantine quarantine;

    @MockitoBean
    Deliveries deliveries;

    @LocalServerPort
    int port;

    final List<Study> studies = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void answerAsTheRoomsBelowWould() {
        studies.clear();
        studies.add(RADIOGRAPH);
        studies.add(HOSTILE_STUDY);
        when(archive.study(any())).thenAnswer(call -> studies.stream()
                .filter(study -> study.uid().equals(call.getArgument(0)))
                .findFirst());
        when(archive.search(any())).thenAnswer(call -> {
            StudyQuery query = call.getArgument(0);
            return meeting(query).stream()
                    .skip(query.offset())
                    .limit(query.limit())
                    .toList();
        });
        when(archive.count(any()))
                .thenAnswer(call -> meeting(call.getArgument(0)).size());
        when(registry.find(5)).thenReturn(Optional.of(SampleStudies.taras()));
        when(registry.findByIdentifier(any(), any())).thenAnswer(call -> people().stream()
                .filter(patient -> bears(patient, call.getArgument(0), call.getArgument(1)))
                .toList());
        when(journey.timeline(RADIOGRAPH.uid()))
                .thenReturn(List.of(
                        event("2026-03-18T08:20:00Z", Step.LANDED, "Файл <знімок>.jpg"),
                        event("2026-03-18T08:21:00Z", Step.STORED, "Object is in the online tier.")));
        when(quarantine.open()).thenReturn(List.of(broken()));
        when(quarantine.find(3)).thenReturn(Optional.of(broken()));
        when(quarantine.replay(3)).thenReturn(new ReplayOutcome(true, "Converted: study 1.2.3."));
    }

    static QuarantineEntry broken() {
        return new QuarantineEntry(
                3,
                Instant.parse("2026-07-01T06:00:00Z"),
                "fluorograph",
                "The image <broken>.jpg ends too early.",
                Optional.of("0042"),
                List.of("2026/знімок 1.jpg", "2026/запис.csv"),
                false,
                Optional.empty());
    }

    private static JourneyEvent event(String at, Step step, String text) {
        return new JourneyEvent(Instant.parse(at), step, "fluorograph", text);
    }

    private List<Patient> people() {
        return studies.stream().map(Study::patient).distinct().toList();
    }

    private static boolean bears(Patient patient, String value, Optional<String> issuer) {
        List<PatientId> ids = new ArrayList<>(patient.otherIds());
        ids.add(patient.pid());
        return ids.stream()
                .anyMatch(id -> id.value().equals(value)
                        && issuer.map(id.issuer()::equals).orElse(true));
    }

    private List<Study> meeting(StudyQuery query) {
        return studies.stream()
                .filter(study -> query.uids().isEmpty() || query.uids().contains(study.uid()))
                .filter(study ->
                        query.accession().isEmpty() || query.accession().equals(study.accession()))
                .filter(study -> query.accessionIssuer().isEmpty()
                        || query.accessionIssuer()
                                .equals(study.accessionIssuer().or(() -> Optional.of(""))))
                .filter(study -> query.patientIds().isEmpty()
                        || query.patientIds().contains(study.patient().id()))
                .toList();
    }

    String url(String path) {
        return "http://localhost:" + port + path;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url(path))), headers);
    }

    HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return send(
                HttpRequest.newBuilder(URI.create(url(path))).POST(HttpRequest.BodyPublishers.ofString(body)), headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String... headers) throws Exception {
        Map.of("Accept", "*/*").forEach(request::setHeader);
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
