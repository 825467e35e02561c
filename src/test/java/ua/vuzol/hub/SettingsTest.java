package ua.vuzol.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class SettingsTest {
    @TempDir
    Path folder;

    @BeforeEach
    void makeFolders() throws Exception {
        Files.createDirectories(folder.resolve("routes"));
        Files.createDirectories(folder.resolve("mappings"));
        Files.writeString(folder.resolve("file"), "");
    }

    @Test
    void theHomeIsMadeAndItsPathIsAbsolute() {
        try (ConfigurableApplicationContext hub = start(Map.of())) {
            assertThat(hub.getBean(HomeProperties.class).home())
                    .isAbsolute()
                    .isDirectory()
                    .endsWith(Path.of("home"));
        }
    }

    @Test
    void theDatabaseIsTheEmbeddedOneAndTheWaitTwoMinutesUnlessSetOtherwise() {
        try (ConfigurableApplicationContext hub = start(Map.of())) {
            assertThat(hub.getBean(DatabaseProperties.class).external()).isFalse();
            assertThat(hub.getBean(DatabaseProperties.class).patience()).isEqualTo(Duration.ofMinutes(2));
            assertThat(hub.getBean(BrokerProperties.class).external()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            textBlock =
                    """
            vuzol.home, {folder}/file/home, vuzol.home names,                    VUZOL_HOME
            vuzol.routes, {folder}/none, "vuzol.routes names {folder}/none, which is not a directory.", VUZOL_ROUTES
            vuzol.mappings, {folder}/file, "vuzol.mappings names {folder}/file, which is not a directory.", VUZOL_MAPPINGS
            vuzol.min-free-space, -1GB, vuzol.min-free-space is negative,    VUZOL_MIN_FREE_SPACE
            vuzol.db.url, jdbc:h2:mem, vuzol.db.url is not the JDBC URL,    VUZOL_DB_URL
            vuzol.db.wait, -1s, vuzol.db.wait is negative,           VUZOL_DB_WAIT
            vuzol.broker.url, amqp://host, vuzol.broker.url is not the URL,     VUZOL_BROKER_URL
            """)
    void aWrongSettingIsToldByItsKeyWithTheMend(
            String key, String value, String what, String mend, CapturedOutput output) {
        assertThatThrownBy(() -> start(Map.of(key, inFolder(value))).close()).isInstanceOf(RuntimeException.class);
        assertThat(output.getOut()).contains("APPLICATION FAILED TO START", inFolder(what), mend);
    }

    @Test
    void passwordsAreNotPrinted() {
        assertThat(new DatabaseProperties("jdbc:postgresql://h/d?password=hush", "u", "hush", Duration.ZERO).toString())
                .doesNotContain("hush");
        assertThat(new BrokerProperties("tcp://h:1?password=hush", "u", "hush").toString())
                .doesNotContain("hush");
    }

    private String inFolder(String text) {
        return text.replace("{folder}", folder.toString());
    }

    private ConfigurableApplicationContext start(Map<String, String> changes) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "vuzol.home", inFolder("{folder}/home"),
                "vuzol.routes", inFolder("{folder}/routes"),
                "vuzol.mappings", inFolder("{folder}/mappings")));
        settings.putAll(changes);
        SpringApplication application = new SpringApplication(SettingsOnly.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        return application.run(settings.entrySet().stream()
                .map(setting -> "--%s=%s".formatted(setting.getKey(), setting.getValue()))
                .toArray(String[]::new));
    }

    @EnableConfigurationProperties({HomeProperties.class, DatabaseProperties.class, BrokerProperties.class})
    static final class SettingsOnly {}
}
