package ua.vuzol.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.skyscreamer.jsonassert.JSONAssert.assertEquals;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ua.vuzol.intake.ReplayOutcome;
import ua.vuzol.publication.SampleStudies;
import ua.vuzol.registry.Patient;
import ua.vuzol.registry.PatientId;
import ua.vuzol.registry.Person;
import ua.vuzol.registry.Visit;

class ApiTest extends WebTestSupport {

    @Test
    void studiesAreToldNewestFirst() throws Exception {
        assertEquals(
                """
                [{"studyUid": "1.2.826.0.1.3680043.8.498.1", "patientId": "P-0042",
                  "patientName": "Шевченко Тарас Григорович", "patientNameLatin": "Shevchenko Taras Hryhorovych",
                  "modality": ["CR", "OT"], "description": "Рентгенографія ОГК", "accession": "A123",
                  "started": "2026-03-18T10:15:00+02:00", "series": 2, "instances": 3, "complete": true},
                 {"studyUid": "1.2.3.9", "patientId": "<b>9</b>", "patientName": "<script>alert(1)</script> Ян",
                  "patientNameLatin": null, "modality": ["OT"], "description": "\\"><img src=x onerror=alert(2)>",
                  "accession": null, "started": "2026-11-02", "series": 1, "instances": 1, "complete": false}]
                """,
                get("/api/studies").body(),
                true);
        assertEquals(
                "[{\"studyUid\": \"" + SampleStudies.UID + "\"}]",
                get("/api/studies?limit=1").body(),
                false);
    }

    @Test
    void oneStudyIsToldWithItsSeries() throws Exception {
        assertEquals(
                """
                {"study": {"studyUid": "1.2.826.0.1.3680043.8.498.1", "instances": 3},
                 "series": [
                  {"seriesUid": "1.2.826.0.1.3680043.8.498.1.1", "modality": "CR", "description": "Пряма проекція",
                   "bodyPart": "CHEST", "instances": 2},
                  {"seriesUid": "1.2.826.0.1.3680043.8.498.1.2", "modality": "OT", "description": null,
                   "bodyPart": "незрозуміло", "instances": 1}]}
                """,
                get("/api/studies/" + SampleStudies.UID).body(),
                false);
    }

    @Test
    void theTimelineHasEveryStep() throws Exception {
        assertEquals(
                """
                [{"at": "2026-03-18T08:20:00Z", "step": "LANDED", "actor": "fluorograph", "text": "Файл <знімок>.jpg"},
                 {"at": "2026-03-18T08:21:00Z", "step": "STORED", "actor": "fluorograph",
                  "text": "Object is in the online tier."}]
                """,
                get("/api/studies/" + SampleStudies.UID + "/timeline").body(),
                true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/studies/1.2.4",
                "/api/studies/1.2.4/timeline",
                "/api/quarantine/4",
            })
    void whatIsUnknownIsAProblem(String path) throws Exception {
        assertProblem(get(path), 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/studies?limit=many", "/api/studies?limit=0", "/api/quarantine/x"})
    void aValueOfTheWrongKindIsAProblem(String path) throws Exception {
        assertProblem(get(path), 400);
    }

    @Test
    void theQuarantineIsTold() throws Exception {
        String entry =
                """
                {"id": 3, "at": "2026-07-01T06:00:00Z", "source": "fluorograph",
                 "reason": "The image <broken>.jpg ends too early.", "examination": "0042",
                 "files": ["2026/знімок 1.jpg", "2026/запис.csv"], "acceptable": false, "releasedAt": null}
                """;
        assertEquals("[" + entry + "]", get("/api/quarantine").body(), true);
        assertEquals(entry, get("/api/quarantine/3").body(), true);
    }

    @Test
    void aReplayTellsWhatCameOfIt() throws Exception {
        assertEquals(
                "{\"outcome\": \"SUCCEEDED\", \"detail\": \"Converted: study 1.2.3.\"}",
                post("/api/quarantine/3/replay", "").body(),
                true);
        when(quarantine.replay(3)).thenReturn(new ReplayOutcome(false, "In quarantine again."));
        assertEquals(
                "{\"outcome\": \"FAILED\", \"detail\": \"In quarantine again.\"}",
                post("/api/quarantine/3/replay", "").body(),
                true);
        assertProblem(post("/api/quarantine/4/replay", ""), 404);
    }

    @Test
    void anAcceptanceNamesWhoDecidesSo() throws Exception {
        when(quarantine.accept(3, "olena")).thenReturn(new ReplayOutcome(true, "It is in the archive now."));
        assertEquals(
                "{\"outcome\": \"SUCCEEDED\", \"detail\": \"It is in the archive now.\"}",
                post("/api/quarantine/3/accept?by=olena", "").body(),
                true);
        assertProblem(post("/api/quarantine/3/accept", ""), 400);
        assertProblem(post("/api/quarantine/3/accept?by=%20", ""), 400);
        assertProblem(post("/api/quarantine/4/accept?by=olena", ""), 404);
    }

    @Test
    void aReplayIsNoReading() throws Exception {
        assertThat(get("/api/quarantine/3/replay").statusCode()).isEqualTo(405);
        verify(quarantine, never()).replay(anyLong());
    }

    private static void assertProblem(HttpResponse<String> response, int status) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertEquals("{\"status\": " + status + "}", response.body(), false);
    }

    @Test
    void patientsAreFoundAndToldWithTheirNumbersVisitsAndMerges() throws Exception {
        Patient taras = SampleStudies.taras();
        when(people.search(Optional.of("P-0042"), Optional.of("Шев"), 5)).thenReturn(List.of(taras));
        when(people.find(5))
                .thenReturn(Optional.of(new Person(
                        taras,
                        List.of("RNOKPP has a wrong check digit."),
                        false,
                        List.of(new Person.Merge(
                                8, new PatientId("OLD", ""), Instant.parse("2026-03-02T06:00:00Z"), 77)),
                        List.of(new Visit(
                                5,
                                new PatientId("V1", "MIS"),
                                Optional.of("I"),
                                Optional.of("ХІР^12"),
                                Visit.State.OPEN)))));
        assertEquals(
                "[{\"patientId\": \"P-0042\", \"name\": \"Шевченко Тарас Григорович\", \"mergedInto\": null}]",
                get("/api/patients?identifier=P-0042&limit=5&name=" + encoded(" Шев "))
                        .body(),
                false);
        assertEquals(
                """
                {"patient": {"patientId": "P-0042", "nameLatin": "Shevchenko Taras Hryhorovych"},
                 "warnings": ["RNOKPP has a wrong check digit."], "withdrawn": false,
                 "merges": [{"id": 8, "number": {"kind": "MIS", "value": "OLD", "issuer": ""},
                             "at": "2026-03-02T06:00:00Z", "message": 77}],
                 "visits": [{"number": "V1", "issuer": "MIS", "patientClass": "I", "location": "ХІР^12", "state": "OPEN"}]}
                """,
                get("/api/patients/5").body(),
                false);
        assertThat(get("/api/patients/6").statusCode()).isEqualTo(404);
        assertThat(get("/api/patients?limit=0").statusCode()).isEqualTo(400);
    }
}
