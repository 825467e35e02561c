package ua.vuzol.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

/**
 * The directory that holds the objects which are read at once. A study is a directory, spread over 65,536 parents by the
 * digest of its UID; an object is named by its UID and digest, so that nothing is ever overwritten with other bytes.
 */
@Component
class OnlineTier {
    private final Path root;
    private final Path staging;
    private final long minFree;

    OnlineTier(@Value("${vuzol.online}") Path directory, @Value("${vuzol.min-free-space}") DataSize minFreeSpace) {
        this.minFree = minFreeSpace.toBytes();
        this.root = directory.toAbsolutePath().normalize();
        this.staging = root.resolve(".staging");
        try {
            Files.createDirectories(staging);
            removeLeftovers();
        } catch (IOException e) {
            throw new UncheckedIOException("The online tier cannot be made at " + root, e);
        }
    }

    /** What a killed hub left: another hub may share the tier, so only what is too old to be at work. */
    private void removeLeftovers() throws IOException {
        Instant old = Instant.now().minus(Duration.ofDays(1));
        try (Stream<Path> left = Files.list(staging)) {
            for (Path staged : left.toList()) {
                if (Files.getLastModifiedTime(staged).toInstant().isBefore(old)) {
                    FileSystemUtils.deleteRecursively(staged);
                }
            }
        }
    }

    long room() {
        try {
            return Files.getFileStore(root).getUsableSpace() - minFree;
        } catch (IOException e) {
            throw new UncheckedIOException("The file system of the online tier does not answer", e);
        }
    }

    Path staging() {
        return staging;
    }

    /**
     * Syncs a staged file to disk and moves it to its place.
     *
     * @return its place relative to the tier
     */
    String put(Path staged, String studyUid, String sopInstanceUid, String sha256) {
        String spread = Digests.sha256(studyUid);
        Path place = root.resolve(spread.substring(0, 2))
                .resolve(spread.substring(2, 4))
                .resolve(studyUid)
                .resolve(sopInstanceUid + "-" + sha256.substring(0, 16) + ".dcm");
        try {
            sync(staged);
            Files.createDirectories(place.getParent());
            Files.move(staged, place, StandardCopyOption.ATOMIC_MOVE);
            for (Path directory = place.getParent(); !directory.equals(root); directory = directory.getParent()) {
                sync(directory);
            }
            sync(root);
        } catch (IOException e) {
            throw new UncheckedIOException("The online tier cannot take an object at " + place, e);
        }
        return root.relativize(place).toString();
    }

    Path resolve(String location) {
        return root.resolve(location);
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
