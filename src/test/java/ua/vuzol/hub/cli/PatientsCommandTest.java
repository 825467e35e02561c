package ua.vuzol.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PatientsCommandTest extends HubCommandTestSupport {
    private static final String SUMMARY =
            """
            {"id":17,"patientId":"0012345","issuer":"MIS","name":"Їжакевич Іван","nameLatin":"Yizhakevych Ivan",
             "birthDate":"1948-02-28","sex":"M","mergedInto":null,"later":"ignored"}""";

    @Test
    void listPrintsATable() {
        hub.answers("/api/patients", 200, "[" + SUMMARY + "]");
        assertThat(vuzol("patients", "list", "--name=Їжак", "--identifier=0012345"))
                .isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "ID  PATIENT ID  ISSUER  NAME           BORN        SEX",
                        "17  0012345     MIS     Їжакевич Іван  1948-02-28  M");
        assertThat(hub.asked())
                .containsExactly("GET /api/patients?identifier=0012345&name=%D0%87%D0%B6%D0%B0%D0%BA&limit=100");
    }

    @Test
    void whoIsSoughtAndNotFoundIsAFinding() {
        hub.answers("/api/patients", 200, "[]");
        assertThat(vuzol("patients", "list")).isZero();
        assertThat(vuzol("patients", "list", "--name=Ніхто")).isEqualTo(1);
        assertThat(out.toString()).contains("The registry knows no such patient.");
    }

    @Test
    void showTellsNumbersVisitsMergesAndWarnings() {
        hub.answers(
                "/api/patients/17",
                200,
                """
                {"patient":%s,"identifiers":[{"kind":"MIS","value":"0012345","issuer":"MIS"},
                 {"kind":"RNOKPP","value":"1759013770","issuer":"RNOKPP"}],"mothersName":null,"address":"Київ",
                 "phones":["+380441112233"],"withdrawn":true,"warnings":["RNOKPP has a wrong check digit."],
                 "merges":[{"id":3,"number":{"kind":"MIS","value":"9","issuer":""},"at":"2026-03-02T06:00:00Z","message":5}],
                 "visits":[{"number":"A-77","issuer":"","patientClass":"I","location":"ХІР^12","state":"OPEN"}]}
                """
                        .formatted(SUMMARY));
        assertThat(vuzol("patients", "show", "17")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "id                17",
                        "name              Їжакевич Іван",
                        "in Latin letters  Yizhakevych Ivan",
                        "born              1948-02-28",
                        "sex               M",
                        "number            0012345 MIS",
                        "number            RNOKPP 1759013770",
                        "address           Київ",
                        "phone             +380441112233",
                        "visit             OPEN A-77 I ХІР^12",
                        "merged            9 at 2026-03-02T06:00:00Z by message 5",
                        "deleted           the MIS has deleted its record; here it is only marked",
                        "warning           RNOKPP has a wrong check digit.");
    }

    @Test
    void programsGetTheAnswerOfTheHub() {
        hub.answers("/api/patients", 200, "[" + SUMMARY + "]");
        assertThat(vuzol("patients", "list", "--json")).isZero();
        assertThat(out.toString()).contains("\"patientId\" : \"0012345\"");
    }

    @Test
    void aPatientWhoIsNotThereIsAFinding() {
        hub.answers("/api/patients/4", 404, "{}");
        assertThat(vuzol("patients", "show", "4")).isEqualTo(1);
        assertThat(err.toString()).contains("./vuzol patients list");
        assertThat(vuzol("patients", "show", "x")).isEqualTo(2);
    }
}
