package ua.vuzol.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What the check takes for granted without starting anything is there in a hub. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
@DirtiesContext
class CheckCommandIT {
    @TempDir
    private static Path home;

    @Autowired
    private ApplicationContext hub;

    @DynamicPropertySource
    static void onAHomeOfItsOwn(DynamicPropertyRegistry registry) throws IOException {
        Path routes = Files.createDirectories(home.resolve("routes"));
        registry.add("vuzol.home", home.resolve("data")::toString);
        registry.add("vuzol.routes", routes::toString);
    }

    @Test
    void everyBeanThatRoutesMayCallIsInTheHub() {
        assertThat(CheckCommand.BEANS).isNotEmpty().allMatch(hub::containsBean);
    }

    @Test
    void everyPropertyThatRoutesMayUseHasAValue() {
        assertThat(CheckCommand.PROPERTIES).isNotEmpty().allMatch(hub.getEnvironment()::containsProperty);
    }
}
