package ua.vuzol.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;
import ua.vuzol.archive.CatalogueWriter.Placed;

/**
 * The directory that holds the objects which are read at once. A study is a directory, spread over 65,536 parents by the
 * digest of its UID; an object is named by its UID and digest, so that nothing is ever overwritten with other bytes.
 */
@Component
class OnlineTier {
    private static final int MOST_DURABLE = 10_000;

    private final Path root;
    private final Path staging;
    private final long minFree;
    /** Directories of studies whose own names are known to be on the disk. */
    private final Set<Path> durable = ConcurrentHashMap.newKeySet();

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
     * Puts files to their places and syncs them, each directory once.
     *
     * @return the objects with their places relative to the tier, in the same order
     */
    List<Placed> putAll(List<InstanceRow> rows) {
        List<Placed> placed = new ArrayList<>(rows.size());
        Set<Path> directories = new LinkedHashSet<>();
        try {
            for (InstanceRow row : rows) {
                Path place = place(row);
                if (directories.add(place.getParent())) {
                    Files.createDirectories(place.getParent());
                }
                long size = Files.size(row.object().file());
                put(row.object(), place);
                placed.add(new Placed(row, size, root.relativize(place).toString()));
            }
            for (Path directory : directories) {
                sync(directory);
                syncParents(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The online tier cannot take an object", e);
        }
        return placed;
    }

    private Path place(InstanceRow row) {
        String spread = Digests.sha256(row.studyUid());
        return root.resolve(spread.substring(0, 2))
                .resolve(spread.substring(2, 4))
                .resolve(row.studyUid())
                .resolve(row.uid() + "-" + row.sha256().substring(0, 16) + ".dcm");
    }

    private void put(NewObject object, Path place) throws IOException {
        switch (object.placement()) {
            case MOVE -> {
                sync(object.file());
                Files.move(object.file(), place, StandardCopyOption.ATOMIC_MOVE);
            }
            case LINK -> link(object.file(), place);
        }
    }

    private void link(Path file, Path place) throws IOException {
        try {
            Files.createLink(place, file);
        } catch (FileAlreadyExistsException e) {
            // linked by a hub that was killed before it committed, unless that had to copy
            if (!Files.isSameFile(place, file)) {
                copy(file, place);
            }
        } catch (FileSystemException | UnsupportedOperationException e) {
            copy(file, place);
        }
    }

    /** Another file system, or one without links. */
    private void copy(Path file, Path place) throws IOException {
        Path copy = staging.resolve(UUID.randomUUID() + ".dcm");
        Files.copy(file, copy);
        sync(copy);
        Files.move(copy, place, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Those above a study's directory, once while this hub runs. */
    private void syncParents(Path directory) throws IOException {
        Path parent = directory.getParent();
        if (durable.contains(directory)) {
            return;
        }
        for (; !parent.equals(root); parent = parent.getParent()) {
            sync(parent);
        }
        sync(root);
        if (durable.size() >= MOST_DURABLE) {
            durable.clear();
        }
        durable.add(directory);
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
