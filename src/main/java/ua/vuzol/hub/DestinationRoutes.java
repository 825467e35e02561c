package ua.vuzol.hub;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import ua.vuzol.camel.TemplatedRoutes;
import ua.vuzol.delivery.Carriers;
import ua.vuzol.delivery.Destination;
import ua.vuzol.delivery.Destinations;
import ua.vuzol.hl7.Partner;
import ua.vuzol.hl7.Partners;

/**
 * Gives every destination of {@code mappings/destinations.yaml} its routes: one that sends, of the template {@code deliver},
 * and one that asks for storage commitment, of {@code commit}; and every partner of {@code mappings/hl7/partners.yaml} that
 * listens one that sends to it, of {@code hl7-send}. One that is entered, changed or removed is noticed within a second.
 */
@Component
class DestinationRoutes implements SmartLifecycle, Carriers {
    private static final Logger LOG = LoggerFactory.getLogger(DestinationRoutes.class);
    private static final String DELIVER = "deliver";
    private static final String COMMIT = "commit";
    private static final String SEND = "hl7-send";
    /** Stopped before Camel, like the watcher of route files. */
    private static final int PHASE = Integer.MAX_VALUE - 2000;

    private final CamelContext camel;
    private final TemplatedRoutes routes;
    private final Destinations destinations;
    private final Partners partners;
    private final String ownAeTitle;
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "vuzol-destinations");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean running;
    private volatile Optional<Map<String, String>> problems = Optional.empty();

    DestinationRoutes(
            CamelContext camel,
            TemplatedRoutes routes,
            Destinations destinations,
            Partners partners,
            @Value("${vuzol.dicom.ae-title}") String ownAeTitle) {
        this.camel = camel;
        this.routes = routes;
        this.destinations = destinations;
        this.partners = partners;
        this.ownAeTitle = ownAeTitle;
    }

    @Override
    public void start() {
        running = true;
        looking.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void stop() {
        running = false;
        looking.shutdown();
        try {
            looking.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    @Override
    public Optional<String> problem(String destination) {
        return problems.map(all -> Optional.ofNullable(all.get(id(DELIVER, destination)))
                        .or(() -> Optional.ofNullable(all.get(id(COMMIT, destination)))))
                .orElse(Optional.of("Routes are not started yet."));
    }

    /** Never throws: that would end the looking. */
    private void look() {
        if (!camel.isStarted()) {
            return;
        }
        try {
            Map<String, Map<String, Object>> sending = new HashMap<>();
            Map<String, Map<String, Object>> asking = new HashMap<>();
            for (Destination destination : destinations.all()) {
                sending.put(id(DELIVER, destination.name()), parameters(destination));
                if (destination.commitment().isPresent()) {
                    asking.put(id(COMMIT, destination.name()), parameters(destination));
                }
            }
            Map<String, String> found = new HashMap<>(routes.keep(DELIVER, sending));
            found.putAll(routes.keep(COMMIT, asking));
            found.putAll(routes.keep(SEND, partners()));
            problems = Optional.of(found);
        } catch (RuntimeException e) {
            LOG.error("The routes of destinations cannot be renewed", e);
        }
    }

    private Map<String, Map<String, Object>> partners() {
        Map<String, Map<String, Object>> sending = new HashMap<>();
        for (Partner partner : partners.all()) {
            partner.address()
                    .ifPresent(address -> sending.put(
                            id(SEND, partner.name()), Map.of("partner", partner.name(), "address", address)));
        }
        return sending;
    }

    private static String id(String template, String destination) {
        return template + "-" + destination;
    }

    private Map<String, Object> parameters(Destination destination) {
        Optional<Destination.Tls> tls = destination.tls();
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("destination", destination.name());
        parameters.put("node", destination.node());
        parameters.put("callingAeTitle", destination.callingAeTitle().orElse(ownAeTitle));
        parameters.put("window", destination.window());
        parameters.put("transferSyntaxes", String.join(",", destination.transferSyntaxes()));
        parameters.put("tls", tls.isPresent());
        parameters.put("tlsTrusted", tls.map(Destination.Tls::trusted).orElse(""));
        parameters.put("tlsCertificates", tls.map(Destination.Tls::certificates).orElse(""));
        parameters.put("tlsPrivateKey", tls.map(Destination.Tls::privateKey).orElse(""));
        parameters.put(
                "tlsVerifyHostName", tls.map(Destination.Tls::verifyHostName).orElse(false));
        return parameters;
    }
}
