package ua.vuzol.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.model.ModelCamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import ua.vuzol.camel.RouteDeployment.Outcome;

/** Deploys files: reads, judges, swaps, and tells what came of it. One deployment runs at a time. */
final class FileRouteDeployer implements RouteDeployer {
    private static final Logger LOG = LoggerFactory.getLogger(FileRouteDeployer.class);

    private final RouteFiles files;
    private final LiveRoutes live;
    private final Judge judge;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    private final ReentrantLock deploying = new ReentrantLock();
    private final Map<String, RouteFile> running = new TreeMap<>();
    private final Map<String, RouteDeployment> lastDeployed = new TreeMap<>();
    private final Map<String, RouteDeployment> last = new TreeMap<>();
    /** What the others see, who must not wait for a swap that waits for exchanges. */
    private volatile List<DeployedFile> deployed = List.of();

    FileRouteDeployer(ModelCamelContext context, RouteFiles files, ApplicationEventPublisher events, Clock clock) {
        this.files = files;
        this.live = new LiveRoutes(context);
        this.judge = new Judge(context, live);
        this.events = events;
        this.clock = clock;
    }

    @Override
    public List<RouteDeployment> deployNow() {
        return deploy(files.read(), "on request", true);
    }

    @Override
    public List<DeployedFile> deployed() {
        return deployed;
    }

    /** Whether some file does not run as it stands on disk. */
    boolean isBehind() {
        return deployed().stream().anyMatch(file -> file.last().outcome() != Outcome.DEPLOYED);
    }

    /**
     * Makes the running routes equal to {@code found}.
     *
     * @param occasion what noticed the change, for the record
     * @param again whether a version that did not start before is tried again although its predecessor would have to stop for it
     */
    List<RouteDeployment> deploy(Map<String, RouteFiles.Version> found, String occasion, boolean again) {
        deploying.lock();
        try {
            Recorder recorder = new Recorder(found, occasion);
            Map<String, Optional<RouteFile>> changes = changes(found, again, recorder);
            Proposal proposal = new Proposal(running, changes);
            judge.refuse(proposal, running)
                    .forEach((file, problems) -> recorder.add(file, Outcome.REFUSED, routeIds(file), problems));
            groupsInOrder(proposal).forEach(group -> swap(group, proposal, recorder));
            last.keySet().removeIf(file -> !found.containsKey(file) && !running.containsKey(file));
            deployed = last.values().stream().map(this::state).toList();
            recorder.deployments.forEach(this::tell);
            return recorder.deployments;
        } finally {
            deploying.unlock();
        }
    }

    private Map<String, Optional<RouteFile>> changes(
            Map<String, RouteFiles.Version> found, boolean again, Recorder recorder) {
        Map<String, Optional<RouteFile>> changes = new TreeMap<>();
        found.forEach((name, version) -> {
            if (runs(name, version)) {
                last.put(name, lastDeployed.get(name)); // a refused edit was taken back
            } else if (isNews(name, version, again)) {
                try {
                    changes.put(name, Optional.of(RouteFile.parse(name, version)));
                } catch (UnreadableRouteFileException e) {
                    recorder.add(name, Outcome.REFUSED, routeIds(name), List.of(e.problem()));
                }
            }
        });
        running.keySet().stream()
                .filter(name -> !found.containsKey(name))
                .forEach(name -> changes.put(name, Optional.empty()));
        return changes;
    }

    private boolean isNews(String name, RouteFiles.Version version, boolean again) {
        RouteDeployment before = last.get(name);
        boolean failedAtStart = before != null
                && before.outcome() == Outcome.ROLLED_BACK
                && before.digest().equals(version.digest());
        return again || !running.containsKey(name) || !failedAtStart;
    }

    private boolean runs(String name, RouteFiles.Version version) {
        RouteFile file = running.get(name);
        return file != null && file.version().digest().equals(version.digest());
    }

    /** Groups whose routes others send to come first. */
    private List<Set<String>> groupsInOrder(Proposal proposal) {
        return proposal.groups().stream()
                .sorted(Comparator.comparing(
                        group -> wanted(group, proposal).stream().anyMatch(RouteFile::isIngress)))
                .toList();
    }

    private void swap(Set<String> group, Proposal proposal, Recorder recorder) {
        List<RouteFile> before =
                group.stream().map(running::get).filter(file -> file != null).toList();
        List<RouteFile> after = wanted(group, proposal);
        Set<String> changed = new TreeSet<>(group);
        changed.retainAll(proposal.changed());
        try {
            live.remove(before);
            live.add(after);
        } catch (Exception e) {
            RouteProblem problem = CamelFailure.problem(e, after.isEmpty() ? before : after);
            List<RouteProblem> problems = new ArrayList<>(List.of(problem));
            Optional<RouteProblem> stopped = rollBack(before, after);
            stopped.ifPresent(problems::add);
            (stopped.isPresent() ? group : changed)
                    .forEach(file -> recorder.add(file, Outcome.ROLLED_BACK, routeIds(file), problems));
            return;
        }
        group.forEach(running::remove);
        after.forEach(file -> running.put(file.name(), file));
        List<String> restarted =
                group.stream().flatMap(file -> routeIds(file).stream()).toList();
        for (String file : changed) {
            Optional<RouteFile> now = proposal.wanted(file);
            recorder.add(
                    file,
                    now.isPresent() ? Outcome.DEPLOYED : Outcome.REMOVED,
                    now.map(f -> f.isKamelet() ? restarted : f.routeIds()).orElseGet(() -> before.stream()
                            .filter(f -> f.name().equals(file))
                            .flatMap(f -> f.routeIds().stream())
                            .toList()),
                    List.of());
        }
    }

    /** Puts back what ran before; what cannot be put back no longer runs, and is said. */
    private Optional<RouteProblem> rollBack(List<RouteFile> before, List<RouteFile> after) {
        Set<RouteFile> all = new LinkedHashSet<>(after);
        all.addAll(before);
        try {
            live.remove(all);
            live.add(before);
            return Optional.empty();
        } catch (Exception e) {
            return Optional.of(stopped(before, before.isEmpty() ? after : before, e));
        }
    }

    private RouteProblem stopped(List<RouteFile> before, List<RouteFile> atFault, Exception failure) {
        before.forEach(file -> running.remove(file.name()));
        try {
            live.remove(before);
        } catch (Exception e) {
            LOG.error(
                    "Routes of {} are half stopped",
                    before.stream().map(RouteFile::name).toList(),
                    e);
        }
        RouteProblem problem = CamelFailure.problem(failure, atFault);
        return new RouteProblem(
                problem.file(),
                problem.line(),
                problem.column(),
                "The previous version did not start again either: " + problem.message(),
                "These routes are stopped now: mend the file and save it.");
    }

    private static List<RouteFile> wanted(Collection<String> group, Proposal proposal) {
        return group.stream().map(proposal::wanted).flatMap(Optional::stream).toList();
    }

    private List<String> routeIds(String file) {
        return Optional.ofNullable(running.get(file)).map(RouteFile::routeIds).orElse(List.of());
    }

    private DeployedFile state(RouteDeployment deployment) {
        String file = deployment.file();
        Optional<RouteFile> runs = Optional.ofNullable(running.get(file));
        return new DeployedFile(
                file,
                runs.map(f -> f.version().digest()),
                runs.map(f -> lastDeployed.get(file).at()),
                routeIds(file),
                deployment);
    }

    /** A listener that fails must not undo or stop a deployment that has happened. */
    private void tell(RouteDeployment deployment) {
        String summary = "%s %s %s routes=%s sha256=%s"
                .formatted(
                        deployment.outcome(),
                        deployment.file(),
                        deployment.actor(),
                        deployment.routeIds(),
                        deployment.digest());
        if (deployment.problems().isEmpty()) {
            LOG.info("{}", summary);
        } else {
            LOG.warn("{} {}", summary, deployment.problems());
        }
        try {
            events.publishEvent(deployment);
        } catch (RuntimeException e) {
            LOG.error("The deployment of {} could not be recorded", deployment.file(), e);
        }
    }

    /** Gathers what one look at the directory brings, leaving out what was said already. */
    private final class Recorder {
        private final Map<String, RouteFiles.Version> found;
        private final String occasion;
        private final List<RouteDeployment> deployments = new ArrayList<>();

        Recorder(Map<String, RouteFiles.Version> found, String occasion) {
            this.found = found;
            this.occasion = occasion;
        }

        void add(String file, Outcome outcome, List<String> routeIds, List<RouteProblem> problems) {
            Optional<RouteFiles.Version> version = Optional.ofNullable(found.get(file));
            RouteDeployment before = last.get(file);
            String digest = version.map(RouteFiles.Version::digest)
                    .orElseGet(() -> lastDeployed.get(file).digest());
            RouteDeployment deployment =
                    new RouteDeployment(file, digest, actor(version), clock.instant(), outcome, routeIds, problems);
            if (outcome == Outcome.DEPLOYED) {
                lastDeployed.put(file, deployment);
            }
            boolean said = before != null
                    && before.digest().equals(digest)
                    && before.outcome() == outcome
                    && before.problems().equals(problems)
                    && outcome != Outcome.DEPLOYED;
            if (!said) {
                last.put(file, deployment);
                deployments.add(deployment);
            }
        }

        private String actor(Optional<RouteFiles.Version> version) {
            return "%s %s".formatted(version.map(v -> owner(v.path())).orElse("unknown"), occasion);
        }

        private static String owner(Path path) {
            try {
                return Files.getOwner(path).getName();
            } catch (IOException | UnsupportedOperationException e) {
                return "unknown";
            }
        }
    }
}
