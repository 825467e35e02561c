package ua.vuzol.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorklistCommandTest extends HubCommandTestSupport {
    @Test
    void stepsAreListedInTheTimeOfTheHospital() {
        hub.answers(
                "/api/worklist",
                200,
                """
                [{"id":2,"patient":"Кравченко Олена","patientId":"778900","studyUid":"1.2.3","accession":"A5552",
                  "procedureId":"RP1","stepId":"S1","modality":"DX","station":null,"description":"Рентгенографія",
                  "start":"2026-03-12T10:00:00+02:00","order":"A5552","status":"SCHEDULED"}]""");
        assertThat(vuzol("worklist", "list", "--modality=DX", "--limit=5")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "START             STATION  MODALITY  PATIENT          PATIENT ID  ACCESSION  WHAT            STATUS",
                        "2026-03-12 10:00  -        DX        Кравченко Олена  778900      A5552      Рентгенографія  SCHEDULED");
        assertThat(hub.asked()).containsExactly("GET /api/worklist?modality=DX&limit=5");
    }

    @Test
    void anEmptyWorklistIsToldInWords() {
        hub.answers("/api/worklist", 200, "[]");
        assertThat(vuzol("worklist", "list")).isZero();
        assertThat(out.toString()).contains("The worklist has no such step.");
    }
}
