package ua.vuzol.hub;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.util.FileSystemUtils;

/**
 * The files of the embedded database: its data directory, its log directory and the generated password.
 *
 * @param directory holds {@code data}, {@code log} and {@code password}
 */
record PostgresCluster(Path directory) {
    static final String USER = "vuzol";
    static final String DATABASE = "vuzol";

    private static final int PASSWORD_BYTES = 24;
    /** Line of postmaster.pid that holds the state (LOCK_FILE_LINE_PM_STATUS in PostgreSQL's miscadmin.h). */
    private static final int STATUS_LINE = 8;

    Path data() {
        return directory.resolve("data");
    }

    Path log() {
        return directory.resolve("log");
    }

    String password() throws IOException {
        try {
            return Files.readString(passwordFile()).strip();
        } catch (NoSuchFileException e) {
            throw new HubCannotStartException(
                    "The password of the embedded database, %s, is missing.".formatted(passwordFile()),
                    "Put the file back from the backup of the home.",
                    e);
        }
    }

    private Path passwordFile() {
        return directory.resolve("password");
    }

    /**
     * Makes the data directory at the first start. The directory appears under its name only when it is complete, so that a
     * crash in between leaves nothing behind that looks like a database.
     */
    void initialiseOnce(PostgresPrograms programs) throws IOException, InterruptedException {
        if (Files.exists(data())) {
            requireSameMajorVersion(programs);
            return;
        }
        Path unfinished = directory.resolve("data.partial");
        FileSystemUtils.deleteRecursively(unfinished);
        writePassword();
        programs.takeOwnership(passwordFile());
        // C.UTF-8 of PostgreSQL itself: the same order on every machine, whatever locales are installed
        require(
                "made",
                programs.run(
                        "",
                        "initdb",
                        "--pgdata=" + unfinished,
                        "--username=" + USER,
                        "--pwfile=" + passwordFile(),
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--data-checksums"));
        require(
                "filled",
                programs.run(
                        "CREATE DATABASE " + DATABASE + "\n",
                        "postgres",
                        "--single",
                        "-D",
                        unfinished.toString(),
                        "-c",
                        "exit_on_error=on",
                        "postgres"));
        Files.move(unfinished, data(), StandardCopyOption.ATOMIC_MOVE);
        sync(directory);
    }

    private void requireSameMajorVersion(PostgresPrograms programs) throws IOException, InterruptedException {
        String ofData = Files.readString(data().resolve("PG_VERSION")).strip();
        String ofPrograms = programs.run("", "postgres", "--version").output();
        if (!ofPrograms.contains(" " + ofData + ".")) {
            throw new HubCannotStartException(
                    "%s was made by PostgreSQL %s, but this hub brings %s."
                            .formatted(data(), ofData, ofPrograms.strip()),
                    "Start the hub version that made it, dump the database with pg_dump, and restore it here.");
        }
    }

    private void require(String what, PostgresPrograms.Result result) {
        if (result.exitCode() != 0) {
            throw new HubCannotStartException(
                    "The embedded database under %s could not be %s: %s"
                            .formatted(directory, what, result.lastLine().orElse("no message")),
                    "Check the free space and the permissions of VUZOL_HOME.");
        }
    }

    private void writePassword() throws IOException {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Files.deleteIfExists(passwordFile());
        Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var onlyForTheOwner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel channel = FileChannel.open(passwordFile(), options, onlyForTheOwner)) {
            channel.write(ByteBuffer.wrap(password.getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
    }

    private static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory)) {
            channel.force(true);
        }
    }

    /** Whether the server with this process id accepts connections, as it writes into {@code postmaster.pid} itself. */
    boolean readyUnder(long pid) {
        try {
            List<String> lines = Files.readAllLines(postmasterPath());
            return lines.size() >= STATUS_LINE
                    && lines.get(0).strip().equals(Long.toString(pid))
                    && lines.get(STATUS_LINE - 1).strip().equals("ready");
        } catch (IOException notWrittenYet) {
            return false;
        }
    }

    private Path postmasterPath() {
        return data().resolve("postmaster.pid");
    }

    /**
     * Stops the server that a killed hub left behind. A pid that means something else by now (pids are reused, in containers
     * nearly always) or a dead process that nobody has waited for would keep PostgreSQL from starting. Its file is not
     * deleted, since it also names the shared memory by which PostgreSQL sees that no process of the old server lives on;
     * instead it gets the pid of this process, which a server takes as stale because it is its parent's.
     */
    void stopOrphan(PostgresPrograms programs) throws IOException, InterruptedException {
        if (!Files.exists(postmasterPath())) {
            return;
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(postmasterPath()));
        Optional<ProcessHandle> process =
                lines.stream().findFirst().map(Long::parseLong).flatMap(ProcessHandle::of);
        if (lines.isEmpty()) {
            Files.delete(postmasterPath()); // a power failure while it was written
        } else if (process.filter(this::isServer).isPresent()) {
            stop(programs);
        } else if (process.isPresent()) {
            lines.set(0, Long.toString(ProcessHandle.current().pid()));
            Files.write(postmasterPath(), lines);
        }
    }

    private boolean isServer(ProcessHandle process) {
        return process.info()
                .commandLine()
                .filter(line -> line.contains(data().toString()))
                .isPresent();
    }

    /** Stops the running server, politely for half a minute, then at once; the next start recovers from its log. */
    void stop(PostgresPrograms programs) throws IOException, InterruptedException {
        for (String mode : List.of("fast", "immediate")) {
            PostgresPrograms.Result result = programs.run(
                    "", "pg_ctl", "stop", "--pgdata=" + data(), "--mode=" + mode, "--wait", "--timeout=30");
            if (result.exitCode() == 0) {
                return;
            }
        }
    }
}
