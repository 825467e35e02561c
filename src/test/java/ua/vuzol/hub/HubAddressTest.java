package ua.vuzol.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

class HubAddressTest {
    private final MockEnvironment environment = new MockEnvironment();

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, http://127.0.0.1:8081",
        "10.0.0.5, http://10.0.0.5:8081",
        "0.0.0.0, http://127.0.0.1:8081",
        "::, http://127.0.0.1:8081",
        "'', http://127.0.0.1:8081",
        "fd00::5, http://[fd00::5]:8081",
        "vuzol.hospital.ua, http://vuzol.hospital.ua:8081"
    })
    void theHubIsAskedWhereItListens(String bound, URI address) {
        environment.withProperty("local.server.port", "8081").withProperty("server.address", bound);
        assertThat(HubAddress.of(environment)).contains(address);
    }

    @Test
    void aHubWithoutAServerHasNoAddress() {
        assertThat(HubAddress.of(environment)).isEmpty();
    }
}
