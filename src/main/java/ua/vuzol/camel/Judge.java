package ua.vuzol.camel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import ua.vuzol.camel.RouteFile.Kind;

/** Decides which changes may be deployed, before anything running is touched. */
final class Judge {
    private final FileChecks alone;
    private final EndpointOptions components;
    private final CamelContext hub;
    private final LiveRoutes live;
    private final DryRun dryRun;

    Judge(CamelContext hub, LiveRoutes live) {
        this.hub = hub;
        this.live = live;
        this.components = new EndpointOptions(hub);
        this.alone = new FileChecks(components);
        this.dryRun = new DryRun(hub);
    }

    /**
     * Withdraws from the proposal what must not be deployed.
     *
     * @return why, by file
     */
    Map<String, List<RouteProblem>> refuse(Proposal proposal, Map<String, RouteFile> running) {
        Map<String, List<RouteProblem>> refused = new TreeMap<>();
        for (String file : List.copyOf(proposal.changed())) {
            proposal.wanted(file)
                    .map(alone::problems)
                    .filter(found -> !found.isEmpty())
                    .ifPresent(found -> {
                        refused.put(file, found);
                        proposal.withdraw(file);
                    });
        }
        for (Map<String, List<RouteProblem>> next = next(proposal, running);
                !next.isEmpty();
                next = next(proposal, running)) {
            refused.putAll(next);
            next.keySet().forEach(proposal::withdraw);
        }
        return refused;
    }

    /** The next changes to withdraw; each withdrawal can make others wrong, or right. */
    private Map<String, List<RouteProblem>> next(Proposal proposal, Map<String, RouteFile> running) {
        Map<String, List<RouteProblem>> together = blamed(proposal, together(proposal, running));
        return together.isEmpty() ? built(proposal) : together;
    }

    private List<RouteProblem> together(Proposal proposal, Map<String, RouteFile> running) {
        Predicate<String> ofFiles =
                id -> running.values().stream().anyMatch(file -> file.routeIds().contains(id));
        Predicate<String> beanOfFiles = name -> running.values().stream()
                .anyMatch(file -> file.provided().containsKey(new RouteFile.Named(Kind.BEAN, name)));
        Predicate<String> beanOfHub =
                name -> !beanOfFiles.test(name) && hub.getRegistry().lookupByName(name) != null;
        List<RouteProblem> problems =
                new ArrayList<>(new HouseChecks(components, beanOfHub, this::hasValue).problems(proposal.outcome()));
        for (RouteFile file : proposal.outcome()) {
            file.provided().forEach((named, pointer) -> {
                boolean taken =
                        switch (named.kind()) {
                            case ROUTE -> !ofFiles.test(named.name()) && live.hasRoute(named.name());
                            case BEAN -> beanOfHub.test(named.name());
                            default -> false;
                        };
                if (taken) {
                    problems.add(file.yaml()
                            .problem(
                                    pointer,
                                    "The %s %s is part of the hub itself."
                                            .formatted(named.kind().word(), named.name()),
                                    "Give yours another name."));
                }
            });
        }
        return problems;
    }

    private boolean hasValue(String property) {
        return hub.getPropertiesComponent().resolveProperty(property).isPresent();
    }

    /** All groups in one dry run; only when that fails, one after another to find the wrong one. */
    private Map<String, List<RouteProblem>> built(Proposal proposal) {
        Set<String> all = proposal.groups().stream().flatMap(Set::stream).collect(Collectors.toSet());
        if (build(proposal, all).isEmpty()) {
            return Map.of();
        }
        for (Set<String> group : proposal.groups()) {
            Optional<RouteProblem> problem = build(proposal, group);
            if (problem.isPresent()) {
                Map<String, List<RouteProblem>> blamed = blamed(proposal, List.of(problem.get()));
                return blamed.isEmpty() ? wholeGroup(proposal, group, problem.get()) : blamed;
            }
        }
        return Map.of();
    }

    private Optional<RouteProblem> build(Proposal proposal, Set<String> group) {
        List<RouteFile> files = List.copyOf(proposal.lenders(group));
        return files.isEmpty() ? Optional.empty() : dryRun.problem(files);
    }

    private static Map<String, List<RouteProblem>> wholeGroup(
            Proposal proposal, Set<String> group, RouteProblem problem) {
        return group.stream()
                .filter(proposal.changed()::contains)
                .collect(Collectors.toMap(file -> file, file -> List.of(problem)));
    }

    private static Map<String, List<RouteProblem>> blamed(Proposal proposal, List<RouteProblem> problems) {
        Map<String, List<RouteProblem>> blamed = new TreeMap<>();
        for (RouteProblem problem : problems) {
            proposal.blame(problem.file()).forEach(file -> blamed.computeIfAbsent(file, f -> new ArrayList<>())
                    .add(problem));
        }
        return blamed;
    }
}
