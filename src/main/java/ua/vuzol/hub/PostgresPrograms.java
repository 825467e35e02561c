package ua.vuzol.hub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The PostgreSQL programs and how they are started. PostgreSQL refuses to run as root, which is what containers often are:
 * then it runs inside a user namespace of its own, where the same user is called nobody and every path stays reachable; where
 * the kernel or the container forbids that, it runs as nobody for real.
 *
 * @param directory holds {@code postgres}, {@code initdb} and {@code pg_ctl}
 * @param prefix command that the programs are started through, may be empty
 * @param owner numeric id of the user whose files the programs work on
 */
record PostgresPrograms(Path directory, List<String> prefix, int owner) {
    private static final int ROOT = 0;
    private static final int NOBODY = 65534;

    /** The first way to start the programs that works here. */
    static PostgresPrograms usable(Path directory) throws IOException, InterruptedException {
        int user = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        List<PostgresPrograms> ways = user == ROOT
                ? List.of(inUserNamespace(directory), asNobody(directory))
                : List.of(new PostgresPrograms(directory, List.of(), user));
        for (PostgresPrograms way : ways) {
            if (way.works()) {
                return way;
            }
        }
        throw new HubCannotStartException(
                "The embedded PostgreSQL under %s cannot be started by this user.".formatted(directory),
                "Start the hub as a user other than root, or let the user nobody enter the directories above VUZOL_HOME"
                        + " (chmod o+x), or set VUZOL_DB_URL to a PostgreSQL server.");
    }

    static PostgresPrograms inUserNamespace(Path directory) {
        return new PostgresPrograms(directory, List.of("unshare", "--user"), ROOT);
    }

    static PostgresPrograms asNobody(Path directory) {
        List<String> setpriv = List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
        return new PostgresPrograms(directory, setpriv, NOBODY);
    }

    private boolean works() throws IOException, InterruptedException {
        takeOwnership(directory.getParent());
        try {
            return run("", "postgres", "--version").exitCode() == 0;
        } catch (IOException prefixIsNotInstalled) {
            return false;
        }
    }

    /** Gives a tree to the user that PostgreSQL runs as; needed when root changes from one way to the other. */
    void takeOwnership(Path tree) throws IOException {
        if ((int) Files.getAttribute(tree, "unix:uid") == owner) {
            return;
        }
        try (Stream<Path> paths = Files.walk(tree)) {
            // the top last: its owner tells whether all was done
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.setAttribute(path, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
            }
        } catch (FileSystemException e) {
            throw new HubCannotStartException(
                    "The files under %s belong to another user.".formatted(tree),
                    "Start the hub as that user, or give the files to this one (chown -R).",
                    e);
        }
    }

    /** The command line of a program. */
    List<String> command(String program, List<String> arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(directory.resolve(program).toString());
        command.addAll(arguments);
        return command;
    }

    /** A finished program: its exit code and all it said. */
    record Result(int exitCode, String output) {
        Optional<String> lastLine() {
            return output.lines().filter(line -> !line.isBlank()).reduce((first, second) -> second);
        }
    }

    /** Runs a program to its end with the given standard input. */
    Result run(String input, String program, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command(program, List.of(arguments))).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
            stdin.write(input);
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }
}
