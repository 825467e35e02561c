package ua.vuzol.hub;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.springframework.util.FileSystemUtils;

/** Unpacks the PostgreSQL programs that Maven Central delivers as a resource of this application. */
final class PostgresBinaries {
    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

    private PostgresBinaries() {}

    /**
     * Unpacks the programs once per version.
     *
     * @param parent directory to unpack into; a sub-directory is named after the digest of the archive
     * @return the directory that holds {@code postgres}, {@code initdb} and {@code pg_ctl}
     * @throws HubCannotStartException when there are no programs for this platform
     */
    static Path unpackInto(Path parent) throws IOException {
        if (!platformIsSupported()) {
            throw new HubCannotStartException(
                    "There is no embedded PostgreSQL for this platform (%s, %s)."
                            .formatted(System.getProperty("os.name"), System.getProperty("os.arch")),
                    "Set VUZOL_DB_URL, VUZOL_DB_USER and VUZOL_DB_PASSWORD to a PostgreSQL server.");
        }
        Path unpacked = parent.resolve("bin-" + digest().substring(0, 16));
        if (!Files.isDirectory(unpacked)) {
            Path partial = parent.resolve(unpacked.getFileName() + ".partial");
            FileSystemUtils.deleteRecursively(partial);
            unpackTo(partial);
            Files.move(partial, unpacked, StandardCopyOption.ATOMIC_MOVE);
        }
        return unpacked.resolve("bin");
    }

    private static boolean platformIsSupported() {
        return "Linux".equals(System.getProperty("os.name")) && "amd64".equals(System.getProperty("os.arch"));
    }

    private static String digest() throws IOException {
        try (InputStream archive = archive()) {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(archive, sha256).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static void unpackTo(Path directory) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive())))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(entry, tar, directory);
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path directory) throws IOException {
        Path target = directory.resolve(entry.getName()).normalize();
        if (!target.startsWith(directory)) {
            throw new IOException("The archive of PostgreSQL names a path outside itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, target);
        boolean executable = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private static InputStream archive() {
        return Optional.ofNullable(PostgresBinaries.class.getResourceAsStream(ARCHIVE))
                .orElseThrow(() -> new HubCannotStartException(
                        "This build of the hub does not hold the embedded PostgreSQL.",
                        "Set VUZOL_DB_URL, VUZOL_DB_USER and VUZOL_DB_PASSWORD to a PostgreSQL server."));
    }
}
