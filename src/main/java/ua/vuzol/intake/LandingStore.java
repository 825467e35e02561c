package ua.vuzol.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * The directory where a file is first made safe: a copy named by its SHA-256, synced to disk with its directory. What is
 * there is never changed.
 */
@Component
class LandingStore {
    private static final int BUFFER = 1 << 20;

    private final Path root;
    private final Path arriving;
    private final long minFree;
    private final FileStore disk;
    /** Adopted and not yet safe. */
    private final Set<String> unsynced = ConcurrentHashMap.newKeySet();
    /** A file that comes in place of an old one must not be removed in its stead: taken alone to remove, shared to put. */
    private final ReadWriteLock removal = new ReentrantReadWriteLock();

    LandingStore(@Value("${vuzol.landing}") Path directory, @Value("${vuzol.min-free-space}") DataSize minFreeSpace) {
        this.root = directory.toAbsolutePath().normalize();
        this.arriving = root.resolve(".arriving");
        this.minFree = minFreeSpace.toBytes();
        try {
            Files.createDirectories(arriving);
            // made and synced here, so that no copy depends on a directory that another thread has not synced yet
            for (int prefix = 0; prefix < 256; prefix++) {
                Files.createDirectories(root.resolve("%02x".formatted(prefix)));
            }
            force(root);
            this.disk = Files.getFileStore(root);
            removeHalfCopies();
        } catch (IOException e) {
            throw new UncheckedIOException("The landing store cannot be made at " + root, e);
        }
    }

    /**
     * A copy that is safe on disk.
     *
     * @param size in bytes
     */
    record Copy(String sha256, long size) {}

    /**
     * Copies a file.
     *
     * @param bandwidth of the source's share, if it has a bound
     * @throws AccessDeniedException if the hub may not read the file
     * @throws LandingException if it cannot be copied now: the disk is full, or the file changed meanwhile
     */
    Copy take(Path file, Optional<Bandwidth> bandwidth) throws AccessDeniedException {
        Path half = arriving.resolve(UUID.randomUUID().toString());
        try {
            BasicFileAttributes before = attributes(file);
            requireSpace(before.size());
            MessageDigest digest = Sha256.start();
            long size = copy(file, half, digest, bandwidth);
            force(half);
            BasicFileAttributes after = attributes(file);
            if (size != before.size()
                    || size != after.size()
                    || !before.lastModifiedTime().equals(after.lastModifiedTime())) {
                throw new LandingException("The file was written to while it was copied.");
            }
            String sha256 = HexFormat.of().formatHex(digest.digest());
            keep(half, sha256);
            return new Copy(sha256, size);
        } catch (AccessDeniedException e) {
            if (!file.toString().equals(e.getFile())) {
                throw new LandingException("The hub may not write to the landing store; mend its permissions.");
            }
            // without the name, which the original message holds
            throw new AccessDeniedException("a dropped file", null, "the hub may not read it");
        } catch (FileSystemException e) {
            String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
            throw new LandingException("A file cannot be copied to the landing store: " + reason);
        } catch (IOException e) {
            throw new LandingException("A file cannot be copied to the landing store: " + e.getMessage());
        } finally {
            removeIfLeft(half);
        }
    }

    /** Where files are written that the store is to adopt: on its file system, so that a move is a rename. */
    Path arriving() {
        return arriving;
    }

    /**
     * Takes a file that was written on the store's file system by renaming it. It is visible then, and safe only once {@link
     * #sync} has returned.
     *
     * @param sha256 of its content, 64 lower-case hexadecimal digits
     * @throws LandingException if the space that must stay free is touched
     */
    void adopt(Path file, String sha256) throws IOException {
        requireSpace(0);
        unsynced.add(sha256);
        if (keepsInstead(file, sha256)) {
            return;
        }
        Path place = resolve(sha256);
        if (Files.exists(place)) {
            // never a file that is not synced in the place of one that may be
            force(file);
        }
        move(file, place);
    }

    /** The same content that is there stays, as the archive may have the same file; unless a crash has left it half. */
    private boolean keepsInstead(Path file, String sha256) throws IOException {
        removal.readLock().lock();
        try {
            if (!holds(sha256, Files.size(file)) || !isWhole(sha256)) {
                return false;
            }
            // young again, so that it is not removed before its row is there
            Files.setLastModifiedTime(resolve(sha256), FileTime.from(Instant.now()));
            Files.delete(file);
            return true;
        } finally {
            removal.readLock().unlock();
        }
    }

    private void move(Path file, Path place) throws IOException {
        removal.readLock().lock();
        try {
            Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            removal.readLock().unlock();
        }
    }

    /** Makes an adopted file safe: its bytes, then its name. */
    void sync(String sha256) throws IOException {
        Path place = resolve(sha256);
        force(place);
        force(place.getParent());
        unsynced.remove(sha256);
    }

    /** Makes a file safe that this hub adopted and has not made safe yet: its row may be there before. */
    void syncIfNeeded(String sha256) throws IOException {
        if (unsynced.contains(sha256)) {
            sync(sha256);
        }
    }

    /** Whether the file is there with this size in bytes. */
    boolean holds(String sha256, long size) {
        try {
            return Files.size(resolve(sha256)) == size;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("A file of the landing store cannot be looked at", e);
        }
    }

    /** Bytes of a file that is there. */
    long size(String sha256) {
        try {
            return Files.size(resolve(sha256));
        } catch (IOException e) {
            throw new UncheckedIOException("A file of the landing store cannot be looked at", e);
        }
    }

    /** Whether the file's bytes are those that its name says. */
    boolean isWhole(String sha256) {
        MessageDigest digest = Sha256.start();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(resolve(sha256))) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("A file of the landing store cannot be read", e);
        }
        return HexFormat.of().formatHex(digest.digest()).equals(sha256);
    }

    /**
     * The digests of a part of the files that are older than a moment.
     *
     * @param prefix 0 to 255, the first byte of the digest
     */
    List<String> olderThan(Instant moment, int prefix) throws IOException {
        List<String> old = new ArrayList<>();
        try (Stream<Path> files = Files.list(root.resolve("%02x".formatted(prefix)))) {
            for (Path file : files.toList()) {
                if (isOlder(file, moment)) {
                    old.add(file.getFileName().toString());
                }
            }
        }
        return old;
    }

    /**
     * Removes a file unless it has come again since.
     *
     * @return whether it was removed
     */
    boolean removeIfOlder(String sha256, Instant moment) throws IOException {
        Path file = resolve(sha256);
        removal.writeLock().lock();
        try {
            return isOlder(file, moment) && Files.deleteIfExists(file);
        } finally {
            removal.writeLock().unlock();
        }
    }

    private static boolean isOlder(Path file, Instant moment) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(moment);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    Path resolve(String sha256) {
        return root.resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    /** Bytes that may still be written before the space that must stay free is touched; negative when it is. */
    long room() {
        try {
            return disk.getUsableSpace() - minFree;
        } catch (IOException e) {
            throw new UncheckedIOException("The file system of the landing store does not answer", e);
        }
    }

    /**
     * Sees that so many bytes may be written.
     *
     * @throws LandingException if that touches the space that must stay free
     */
    void requireSpace(long size) {
        long room = room();
        if (size > room) {
            throw new LandingException("The disk of the landing store is full: " + (room + minFree) / (1 << 20)
                    + " MiB are left, of which " + minFree / (1 << 20)
                    + " MiB must stay free (vuzol.min-free-space), and what comes next has " + size / (1 << 20)
                    + " MiB. Free some space; files are then taken again.");
        }
    }

    private static long copy(Path from, Path to, MessageDigest digest, Optional<Bandwidth> bandwidth)
            throws IOException {
        try (InputStream in = Files.newInputStream(from, LinkOption.NOFOLLOW_LINKS)) {
            return write(in, to, digest, bandwidth);
        }
    }

    /**
     * Writes what a stream holds to a new file, which is not synced.
     *
     * @throws LandingException if the space that must stay free is touched
     */
    Copy write(InputStream in, Path to) throws IOException {
        requireSpace(0);
        MessageDigest digest = Sha256.start();
        long size = write(in, to, digest, Optional.empty());
        return new Copy(HexFormat.of().formatHex(digest.digest()), size);
    }

    private static long write(InputStream in, Path to, MessageDigest digest, Optional<Bandwidth> bandwidth)
            throws IOException {
        try (OutputStream out = Channels.newOutputStream(
                FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
            byte[] buffer = new byte[bandwidth.map(limit -> limit.piece(BUFFER)).orElse(BUFFER)];
            long size = 0;
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
                out.write(buffer, 0, count);
                size += count;
                int read = count;
                bandwidth.ifPresent(limit -> limit.read(read));
            }
            return size;
        }
    }

    private void keep(Path half, String sha256) throws IOException {
        Path place = resolve(sha256);
        // the same content twice is the same bytes: to move over them changes nothing
        move(half, place);
        force(place.getParent());
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** What a killed hub left: another hub may share the store, so only what is too old to be at work. */
    private void removeHalfCopies() throws IOException {
        Instant old = Instant.now().minus(Duration.ofDays(1));
        try (Stream<Path> left = Files.list(arriving)) {
            for (Path half : left.toList()) {
                if (Files.getLastModifiedTime(half).toInstant().isBefore(old)) {
                    Files.deleteIfExists(half);
                }
            }
        }
    }

    private static void removeIfLeft(Path half) {
        try {
            Files.deleteIfExists(half);
        } catch (IOException e) {
            throw new LandingException("A half copy in the landing store cannot be removed: "
                    + e.getClass().getSimpleName());
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
