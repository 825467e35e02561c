package ua.vuzol.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The room in Spring Boot, with a real broker. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {"camel.main.routes-include-pattern=false", "vuzol.home=somewhere"})
@DirtiesContext
class CamelRoomIT {
    private static final EmbeddedActiveMQ BROKER = new EmbeddedActiveMQ();

    @TempDir
    private static Path routes;

    @Autowired
    private CamelContext context;

    @Autowired
    private RouteDeployer deployer;

    @Autowired
    private ConnectionFactory broker;

    @Autowired
    private ProducerTemplate producer;

    @Autowired
    private Room room;

    @SpringBootConfiguration
    @ImportAutoConfiguration({
        CamelAutoConfiguration.class,
        org.apache.camel.component.jms.springboot.JmsComponentAutoConfiguration.class,
        org.apache.camel.component.jms.springboot.JmsComponentConverter.class
    })
    @Import(CamelRoom.class)
    static class Room {
        private final List<RouteDeployment> deployments = new CopyOnWriteArrayList<>();
        private final List<Map<String, Object>> received = new CopyOnWriteArrayList<>();

        @Bean
        ConnectionFactory connectionFactory() {
            return new ActiveMQConnectionFactory("vm://7");
        }

        @Bean
        Processor remember() {
            return exchange ->
                    received.add(Map.copyOf(nonNull(exchange.getMessage().getHeaders())));
        }

        @EventListener
        void deployed(RouteDeployment deployment) {
            deployments.add(deployment);
        }

        private static Map<String, Object> nonNull(Map<String, Object> headers) {
            headers.values().removeIf(java.util.Objects::isNull);
            return headers;
        }
    }

    @BeforeAll
    static void startBroker() throws Exception {
        BROKER.setConfiguration(new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .setJournalDirectory(routes.resolve("../unused").toString())
                .addAcceptorConfiguration("vm", "vm://7"));
        BROKER.start();
        Files.writeString(
                routes.resolve("jms.camel.yaml"),
                """
                - route:
                    id: ingress
                    from:
                      uri: "jms:queue:{{vuzol.home}}"
                      steps:
                        - process: {ref: remember}
                """);
    }

    @AfterAll
    static void stopBroker() throws Exception {
        BROKER.stop();
    }

    @DynamicPropertySource
    static void routesDirectory(DynamicPropertyRegistry registry) {
        registry.add("vuzol.routes", () -> routes.toString());
    }

    @Test
    void routes_run_once_the_application_has_started_and_their_deployment_is_an_event() {
        assertThat(context.getRouteController().getRouteStatus("ingress").isStarted())
                .isTrue();
        assertThat(room.deployments)
                .filteredOn(deployment -> deployment.file().equals("jms.camel.yaml"))
                .singleElement()
                .satisfies(deployment -> assertThat(deployment.routeIds()).containsExactly("ingress"));
    }

    @Test
    void a_dry_run_leaves_the_live_jms_component_and_its_consumer_alone() throws IOException {
        Files.writeString(
                routes.resolve("more.camel.yaml"),
                """
                - route:
                    id: more
                    from:
                      uri: "jms:queue:more"
                      steps:
                        - to: "jms:queue:somewhere"
                """);

        deployer.deployNow();
        await().until(() -> context.getRouteController().getRouteStatus("more").isStarted());

        assertThat(context.getComponent("jms").getCamelContext()).isSameAs(context);
        int before = room.received.size();
        producer.sendBody("jms:queue:more", "x");
        await().until(() -> room.received.size() == before + 1);
    }

    @Test
    void headers_of_camel_do_not_come_in_by_jms() {
        int before = room.received.size();
        try (JMSContext session = broker.createContext()) {
            Message message = session.createTextMessage("x");
            for (String name : List.of(
                    "CamelFileName",
                    "camelHttpUri",
                    "CAMELBeanMethodName",
                    "cAmElExecCommandExecutable",
                    "Camel_DOT_file",
                    "camel_HYPHEN_x",
                    "org_DOT_apache_DOT_camel_DOT_x",
                    "ORG_DOT_Apache_DOT_Camel",
                    "ledger",
                    "dotted_DOT_name")) {
                setProperty(message, name);
            }
            session.createProducer().send(session.createQueue("somewhere"), message);
        }

        await().until(() -> room.received.size() == before + 1);
        Map<String, Object> headers = room.received.get(before);
        assertThat(headers.entrySet().stream()
                        .filter(header -> header.getValue().equals("evil"))
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("ledger", "dotted.name");
    }

    @Test
    void headers_of_camel_do_not_go_out_by_jms() throws JMSException {
        producer.sendBodyAndHeaders(
                "jms:queue:out",
                "x",
                Map.of("CamelFileName", "a", "CAMELHttpUri", "b", "org.apache.camel.x", "c", "ledger", "17"));

        try (JMSContext session = broker.createContext()) {
            Message message = session.createConsumer(session.createQueue("out")).receive(10_000);
            List<String> names = new ArrayList<>();
            for (Object name : Collections.list(message.getPropertyNames())) {
                names.add(name.toString());
            }
            assertThat(names)
                    .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).contains("camel"))
                    .contains("ledger");
        }
    }

    private static void setProperty(Message message, String name) {
        try {
            message.setStringProperty(name, "evil");
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }
}
