package ua.vuzol.hub.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * The commands of a command. Only the one that the arguments name is looked at, for to read the annotations of all takes longer than
 * what most of them do.
 */
public final class Subcommands {
    /** By name: a command line for the arguments behind the name. */
    private final Map<String, Function<List<String>, CommandLine>> byName;

    private Subcommands(Map<String, Function<List<String>, CommandLine>> byName) {
        this.byName = byName;
    }

    public static Subcommands none() {
        return new Subcommands(Map.of());
    }

    /** These and one more. */
    public Subcommands with(String name, Supplier<Object> command) {
        return withGroup(name, arguments -> new CommandLine(command.get()));
    }

    /** These and one more that has commands of its own, made for the arguments behind its name. */
    public Subcommands withGroup(String name, Function<List<String>, CommandLine> group) {
        Map<String, Function<List<String>, CommandLine>> more = new LinkedHashMap<>(byName);
        more.put(name, group);
        return new Subcommands(more);
    }

    /** The command with the subcommand that the arguments begin with, or with all of them if they begin with none. */
    public CommandLine of(Object command, List<String> arguments) {
        CommandLine line = new CommandLine(command);
        boolean named = !arguments.isEmpty() && byName.containsKey(arguments.get(0));
        List<String> rest = named ? arguments.subList(1, arguments.size()) : List.of();
        Set<String> names = named ? Set.of(arguments.get(0)) : byName.keySet();
        names.forEach(name -> line.addSubcommand(name, byName.get(name).apply(rest)));
        return line;
    }
}
