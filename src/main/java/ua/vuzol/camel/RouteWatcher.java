package ua.vuzol.camel;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Watches the routes directory from when Camel has started until it stops. It compares contents, not times: that sees every way
 * an editor, {@code git} or {@code rsync} saves, also on network shares. A change counts when two looks in a row see the same,
 * so that a file that is replaced or still being written is left alone.
 */
final class RouteWatcher implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(RouteWatcher.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    /** What does not run is tried again this often: a port may be free by then, or a bean there. */
    private static final long LOOKS_BETWEEN_RETRIES = 60;
    /** Above the phase of Camel's context, which stops later. */
    private static final int PHASE = Integer.MAX_VALUE - 2000;

    private final CamelContext context;
    private final RouteFiles files;
    private final FileRouteDeployer deployer;
    private final AtomicBoolean running = new AtomicBoolean();
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "vuzol-route-deployer");
        thread.setDaemon(true);
        return thread;
    });

    private volatile Optional<String> trouble = Optional.empty();
    private Map<String, String> seen = Map.of();
    private Map<String, String> handled = Map.of();
    private long looksSinceDeployment;

    RouteWatcher(CamelContext context, RouteFiles files, FileRouteDeployer deployer) {
        this.context = context;
        this.files = files;
        this.deployer = deployer;
    }

    /** Why the directory cannot be watched at present; empty when it can. */
    Optional<String> trouble() {
        return trouble;
    }

    @Override
    public void start() {
        if (running.compareAndSet(false, true)) {
            try {
                context.addStartupListener(new WhenCamelHasStarted());
            } catch (Exception e) {
                throw new IllegalStateException("Camel refuses a startup listener", e);
            }
        }
    }

    @Override
    public void stop() {
        running.set(false);
        looking.shutdown();
        try {
            // a swap that has begun is finished: half a swap is worse than a slow stop
            looking.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running.get();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private void begin() {
        look("at start", true);
        looking.scheduleWithFixedDelay(
                () -> look("by file watcher", false),
                LOOK_EVERY.toMillis(),
                LOOK_EVERY.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Never throws: that would end the watching. What went wrong is logged once and shown by the health until it is over. */
    private void look(String occasion, boolean first) {
        try {
            Map<String, RouteFiles.Version> found = files.read();
            Map<String, String> digests = new TreeMap<>();
            found.forEach((name, version) -> digests.put(name, version.digest()));
            boolean settled = digests.equals(seen);
            seen = digests;
            boolean retry = ++looksSinceDeployment >= LOOKS_BETWEEN_RETRIES && deployer.isBehind();
            if (first || settled && (!digests.equals(handled) || retry)) {
                looksSinceDeployment = 0;
                deployer.deploy(found, occasion, false);
                handled = digests;
            }
            trouble = Optional.empty();
        } catch (UncheckedIOException e) {
            report("The routes directory %s cannot be read: %s".formatted(files.directory(), e.getMessage()), e);
        } catch (RuntimeException e) {
            report("The routes could not be deployed: " + e.getMessage(), e);
        }
    }

    private void report(String message, RuntimeException cause) {
        if (!trouble.equals(Optional.of(message))) {
            LOG.error(message, cause);
            trouble = Optional.of(message);
        }
    }

    private final class WhenCamelHasStarted implements StartupListener {
        private final AtomicBoolean begun = new AtomicBoolean();

        @Override
        public void onCamelContextStarted(CamelContext camel, boolean alreadyStarted) {
            if (alreadyStarted) {
                onCamelContextFullyStarted(camel, true);
            }
        }

        @Override
        public void onCamelContextFullyStarted(CamelContext camel, boolean alreadyStarted) {
            if (begun.compareAndSet(false, true)) {
                begin();
            }
        }
    }
}
