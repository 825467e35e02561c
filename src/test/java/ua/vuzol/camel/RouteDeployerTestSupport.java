package ua.vuzol.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import ua.vuzol.camel.RouteDeployment.Outcome;

/** A started Camel context with the beans {@code intake} and {@code upper}, and a deployer on an empty directory. */
abstract class RouteDeployerTestSupport {
    @TempDir
    Path routes;

    final ListenComponent listen = new ListenComponent();
    final List<Object> events = Collections.synchronizedList(new ArrayList<>());
    DefaultCamelContext context;
    FileRouteDeployer deployer;

    /** A bean that routes call. */
    public static final class Upper {
        public String upper(String text) {
            return text.toUpperCase(java.util.Locale.ROOT);
        }
    }

    @BeforeEach
    void startCamel() {
        context = new DefaultCamelContext();
        context.getRegistry().bind("upper", new Upper());
        context.getRegistry().bind("intake", new Object());
        context.addComponent("listen", listen);
        Properties properties = new Properties();
        properties.setProperty("vuzol.home", "here");
        context.getPropertiesComponent().setInitialProperties(properties);
        context.getShutdownStrategy().setTimeout(20);
        context.start();
        deployer = new FileRouteDeployer(context, new RouteFiles(routes), events::add, Clock.systemUTC());
    }

    @AfterEach
    void stopCamel() {
        context.stop();
    }

    static String route(String id, String from, String... steps) {
        return "- route:\n    id: %s\n    from:\n      uri: \"%s\"\n      steps:\n        %s\n"
                .formatted(id, from, String.join("\n        ", steps));
    }

    void write(String name, String content) throws IOException {
        Path file = routes.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    String answer(String endpoint, String body) {
        return context.createFluentProducerTemplate()
                .to(endpoint)
                .withBody(body)
                .request(String.class);
    }

    RouteDeployment deployOne(Outcome outcome) {
        List<RouteDeployment> deployments = deployer.deployNow();
        assertThat(deployments).hasSize(1);
        assertThat(deployments.get(0).outcome())
                .as("%s", deployments.get(0).problems())
                .isEqualTo(outcome);
        return deployments.get(0);
    }

    List<String> routeIds() {
        return context.getRoutes().stream()
                .map(org.apache.camel.Route::getId)
                .sorted()
                .toList();
    }
}
