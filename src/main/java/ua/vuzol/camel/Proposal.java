package ua.vuzol.camel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ua.vuzol.camel.RouteFile.Kind;
import ua.vuzol.camel.RouteFile.Named;
import ua.vuzol.camel.RouteFile.Use;

/**
 * Changes to the running files that are being weighed: each is a new version of a file or its removal. What is refused is
 * withdrawn, and the rest is weighed again without it.
 */
final class Proposal {
    private final Map<String, RouteFile> running;
    private final Map<String, Optional<RouteFile>> changes;

    /** @param changes by file; empty means that the file is gone */
    Proposal(Map<String, RouteFile> running, Map<String, Optional<RouteFile>> changes) {
        this.running = running;
        this.changes = new TreeMap<>(changes);
    }

    Set<String> changed() {
        return changes.keySet();
    }

    void withdraw(String file) {
        changes.remove(file);
    }

    /** What would run: the unchanged files first, because a name belongs to who has it already. */
    List<RouteFile> outcome() {
        return Stream.concat(
                        running.values().stream().filter(file -> !changes.containsKey(file.name())),
                        changes.values().stream().flatMap(Optional::stream))
                .toList();
    }

    Optional<RouteFile> wanted(String file) {
        return changes.containsKey(file) ? changes.get(file) : Optional.ofNullable(running.get(file));
    }

    /** The changes to blame for a problem in {@code file}: its own, or those to what it uses. */
    Set<String> blame(String file) {
        if (changes.containsKey(file)) {
            return Set.of(file);
        }
        Set<Named> used = running.get(file).uses().stream().map(Use::named).collect(Collectors.toSet());
        return changes.keySet().stream()
                .filter(change -> provided(change).anyMatch(used::contains))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * The changes in groups that must happen together, each with the unchanged files that use what changes. A change to a kamelet
     * is a change to the routes that use it; a route that moves from one file to another must leave before it can come.
     */
    List<Set<String>> groups() {
        Map<String, Set<String>> groupOf = new LinkedHashMap<>();
        for (String change : changes.keySet()) {
            Set<String> group = new LinkedHashSet<>(Set.of(change));
            spread(group);
            List<Set<String>> touched =
                    group.stream().map(groupOf::get).filter(g -> g != null).toList();
            touched.forEach(group::addAll);
            group.forEach(file -> groupOf.put(file, group));
        }
        return groupOf.values().stream().distinct().toList();
    }

    private void spread(Set<String> group) {
        boolean grew = true;
        while (grew) {
            Set<Named> moved = group.stream().flatMap(this::provided).collect(Collectors.toSet());
            Set<String> joined = everyFile()
                    .filter(file -> !group.contains(file))
                    .filter(file -> versions(file)
                                    .anyMatch(v -> v.uses().stream().anyMatch(u -> moved.contains(u.named())))
                            || changes.containsKey(file) && provided(file).anyMatch(moved::contains))
                    .collect(Collectors.toCollection(TreeSet::new));
            grew = group.addAll(joined);
        }
    }

    private Stream<String> everyFile() {
        return Stream.concat(running.keySet().stream(), changes.keySet().stream())
                .distinct();
    }

    private Stream<Named> provided(String file) {
        return versions(file).flatMap(version -> version.provided().keySet().stream());
    }

    private Stream<RouteFile> versions(String file) {
        return Stream.concat(
                Optional.ofNullable(running.get(file)).stream(), changes.getOrDefault(file, Optional.empty()).stream());
    }

    /** What a group's dry run needs: its files, and the others for what they lend. */
    Collection<RouteFile> lenders(Set<String> group) {
        List<RouteFile> files = new ArrayList<>();
        for (RouteFile file : outcome()) {
            boolean lends = file.provided().keySet().stream().anyMatch(named -> named.kind() != Kind.ROUTE);
            if (group.contains(file.name()) || lends) {
                files.add(file);
            }
        }
        return files;
    }
}
