package ua.vuzol.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ua.vuzol.intake.ReplayOutcome;
import ua.vuzol.publication.SampleStudies;

class PagesTest extends WebTestSupport {

    @Test
    void theHomePageShowsStudiesAndTheQuarantine() throws Exception {
        assertThat(page("/"))
                .contains("Шевченко Тарас Григорович", "Shevchenko Taras Hryhorovych", "P-0042", "2026-03-18", "10:15")
                .contains("CR, OT", "Рентгенографія ОГК")
                .contains("href=\"/studies/" + SampleStudies.UID + "\"")
                .contains("href=\"/fhir/ImagingStudy/" + SampleStudies.UID + "?_format=json&amp;_pretty=true\"")
                .contains("1 input waits in quarantine", "2026/знімок 1.jpg", "2026/запис.csv")
                .contains("2026-07-01 09:00:00")
                .contains("action=\"/quarantine/3/replay\"");
    }

    @Test
    void whatDevicesWroteIsShownAsTextAndNeverRun() throws Exception {
        assertThat(page("/"))
                .contains("&lt;script&gt;alert(1)&lt;/script&gt; Ян", "&lt;b&gt;9&lt;/b&gt;", "&lt;broken&gt;.jpg")
                .doesNotContain("<script", "<b>9", "<img");
        assertThat(page("/studies/1.2.3.9")).contains("&lt;script&gt;").doesNotContain("<script", "<img");
        assertThat(page("/studies/" + SampleStudies.UID)).contains("Файл &lt;знімок&gt;.jpg");
    }

    @Test
    void theStudyPageTellsTheTimelineInTheHubsZone() throws Exception {
        assertThat(page("/studies/" + SampleStudies.UID))
                .contains("Times of Europe/Kyiv", "2026-03-18 10:20:00", "landed", "2026-03-18 10:21:00", "stored")
                .contains("1948-02-28", "CHEST B", "/fhir/Patient/5?")
                .containsSubsequence("landed", "stored");
    }

    @Test
    void aStudyOfWhichOnlyTheTimelineIsKnownIsOnItsWay() throws Exception {
        studies.clear();
        assertThat(page("/studies/" + SampleStudies.UID)).contains("A study on its way", "landed");
    }

    @Test
    void anEmptyHubSaysWhereToDropFiles() throws Exception {
        studies.clear();
        when(quarantine.open()).thenReturn(List.of());
        String inbox = Path.of("target/web-test/inbox").toAbsolutePath().toString();

        assertThat(page("/"))
                .contains("No study has arrived yet", inbox + "/SOURCE", "Nothing is in quarantine")
                .doesNotContain("<table", "<form");
    }

    @Test
    void aLongQuarantineSaysThatThereIsMore() throws Exception {
        when(quarantine.open()).thenReturn(Collections.nCopies(140, broken()));
        assertThat(page("/")).contains("140 inputs wait in quarantine", "The newest 100 of 140 are shown");
    }

    @ParameterizedTest
    @CsvSource({"true, Entry 3 was replayed., good", "false, Entry 3 was replayed and is still not understood., bad"})
    void aReplayShowsWhatCameOfIt(boolean succeeded, String title, String mood) throws Exception {
        when(quarantine.replay(3)).thenReturn(new ReplayOutcome(succeeded, "Study <1.2.3>."));

        HttpResponse<String> response =
                post("/quarantine/3/replay", "", "Sec-Fetch-Site", "same-origin", "Accept", "text/html");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains(title, "class=\"notice " + mood + "\"", "Study &lt;1.2.3&gt;.");
    }

    @Test
    void anotherSitesPageCannotReplay() throws Exception {
        assertThat(post("/quarantine/3/replay", "", "Origin", "http://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("/api/quarantine/3/replay", "", "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
        verify(quarantine, never()).replay(anyLong());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/studies/1.2.4", "/nowhere"})
    void anUnknownPageIsAPageThatSaysSo(String path) throws Exception {
        HttpResponse<String> response = get(path, "Accept", "text/html");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("There is no such page").doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/studies/" + SampleStudies.UID, "/api/studies", "/fhir/Patient/5", "/fhir/Patient/6"})
    void noCopyIsKeptAndNothingIsLoadedFromElsewhere(String path) throws Exception {
        var headers = get(path).headers();

        assertThat(headers.allValues("Cache-Control")).containsExactly("no-store");
        assertThat(headers.firstValue("Content-Security-Policy").orElse("")).startsWith("default-src 'self';");
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(headers.firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(headers.firstValue("Set-Cookie")).isEmpty();
    }

    private String page(String path) throws Exception {
        HttpResponse<String> response = get(path, "Accept", "text/html");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }
}
