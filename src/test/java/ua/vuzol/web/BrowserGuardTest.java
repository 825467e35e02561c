package ua.vuzol.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class BrowserGuardTest {
    private final BrowserGuard guard = new BrowserGuard(
            new WebProperties(ZoneId.of("UTC"), Path.of("."), new WebProperties.Web(Set.of("vuzol.hospital.ua"))),
            new ObjectMapper());

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, same-origin, true",
        "Sec-Fetch-Site, none, true",
        "Sec-Fetch-Site, same-site, false",
        "Sec-Fetch-Site, cross-site, false",
        "Origin, http://localhost:8080, true",
        "Origin, http://localhost, false",
        "Origin, https://localhost:8080, false",
        "Origin, http://localhost:8080.evil.example, false",
        "Origin, http://evil.example, false",
        "Origin, null, false",
        "User-Agent, curl/8, true"
    })
    void onlyTheHubsOwnPagesAndProgramsMayChangeSomething(String header, String value, boolean passes)
            throws Exception {
        MockHttpServletRequest request = request("POST", "localhost");
        request.addHeader(header, value);
        assertThat(passes(request)).isEqualTo(passes);
    }

    @Test
    void aForgedOriginDoesNotHideACrossSiteRequest() throws Exception {
        MockHttpServletRequest request = request("POST", "localhost");
        request.addHeader("Sec-Fetch-Site", "cross-site");
        request.addHeader("Origin", "http://localhost:8080");
        assertThat(passes(request)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "DELETE"})
    void everyMethodThatChangesSomethingIsGuarded(String method) throws Exception {
        MockHttpServletRequest request = request(method, "localhost");
        request.addHeader("Sec-Fetch-Site", "cross-site");
        assertThat(passes(request)).isFalse();
    }

    @Test
    void aLinkFromElsewhereMayBeFollowed() throws Exception {
        MockHttpServletRequest request = request("GET", "localhost");
        request.addHeader("Sec-Fetch-Site", "cross-site");
        assertThat(passes(request)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "LOCALHOST, true",
        "127.0.0.1, true",
        "10.0.0.5, true",
        "[::1], true",
        "[fe80::1], true",
        "vuzol.hospital.ua, true",
        "Vuzol.Hospital.UA, true",
        "rebound.evil.example, false",
        "localhost.evil.example, false",
        "127.0.0.1.evil.example, false",
        "1.2.3.4.5, false",
        "hub, false"
    })
    void onlyAddressesAndTheHubsOwnNamesAreAnswered(String host, boolean passes) throws Exception {
        assertThat(passes(request("GET", host))).isEqualTo(passes);
    }

    @Test
    void theNameMattersOverTheNetworkToo() throws Exception {
        MockHttpServletRequest request = request("GET", "rebound.evil.example");
        request.setLocalAddr("172.18.0.4");
        assertThat(passes(request)).isFalse();
    }

    @Test
    void theRefusalSaysWhyAsAProblem() throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        guard.doFilter(request("GET", "rebound.evil.example"), response, new MockFilterChain());

        assertThat(response.getStatus()).isEqualTo(403);
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(response.getContentAsString()).contains("vuzol.web.hosts").contains("\"status\":403");
    }

    private boolean passes(MockHttpServletRequest request) throws ServletException, IOException {
        MockFilterChain chain = new MockFilterChain();
        MockHttpServletResponse response = new MockHttpServletResponse();
        guard.doFilter(request, response, chain);
        assertThat(response.getStatus()).isEqualTo(chain.getRequest() == null ? 403 : 200);
        return chain.getRequest() != null;
    }

    private static MockHttpServletRequest request(String method, String host) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, "/api/quarantine/3/replay");
        request.setServerName(host);
        request.setServerPort(8080);
        request.setLocalAddr("127.0.0.1");
        return request;
    }
}
