package ua.vuzol.camel.dicom;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * Writes an object to a new file and hashes it. Each part of a large one is written while the next arrives, and past the page
 * cache where the file system has direct I/O: a modality's gigabytes then neither wait for the kernel's writeback nor drive out
 * what readers have cached, and a sync has little left to do. The file is not synced.
 */
final class SpoolWriter implements AutoCloseable {

    private final Path file;
    private final SpoolDisk disk;
    private final MessageDigest digest;
    private ByteBuffer current;
    private Optional<FileChannel> channel = Optional.empty();
    /** Whether the channel writes past the page cache; before there is one, whether it is to. */
    private boolean direct;

    private Optional<CompletableFuture<ByteBuffer>> underWay = Optional.empty();
    private long size;

    /** @param direct whether to try direct I/O */
    SpoolWriter(Path file, SpoolDisk disk, boolean direct) {
        this.direct = direct;
        this.file = file;
        this.disk = disk;
        this.current = disk.take();
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Where the next bytes go; it has room. */
    ByteBuffer room() throws IOException {
        if (!current.hasRemaining()) {
            writePart();
        }
        return current;
    }

    private void writePart() throws IOException {
        FileChannel to = channel.isPresent() ? channel.get() : openLarge();
        ByteBuffer next = awaitWrite().orElseGet(disk::take);
        ByteBuffer part = current.flip();
        size += part.remaining();
        // the digest has a view of its own, as the write moves the position
        ByteBuffer hashed = part.duplicate();
        underWay = Optional.of(CompletableFuture.supplyAsync(() -> written(to, part), disk.writers()));
        current = next;
        digest.update(hashed);
    }

    private FileChannel openLarge() throws IOException {
        FileChannel opened = direct ? openDirect() : open();
        channel = Optional.of(opened);
        return opened;
    }

    private FileChannel openDirect() throws IOException {
        try {
            return FileChannel.open(
                    file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, ExtendedOpenOption.DIRECT);
        } catch (FileSystemException | UnsupportedOperationException e) {
            // a file system without direct I/O; what else is wrong with it shows again
            direct = false;
            Files.deleteIfExists(file);
            return open();
        }
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private static ByteBuffer written(FileChannel to, ByteBuffer part) {
        try {
            while (part.hasRemaining()) {
                to.write(part);
            }
            return part.clear();
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    /** @return the buffer of the write that was under way */
    private Optional<ByteBuffer> awaitWrite() throws IOException {
        if (underWay.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(underWay.get().get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IOException("A part of an object was not written", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The hub is stopping");
        } finally {
            if (underWay.get().isDone()) {
                underWay = Optional.empty();
            }
        }
    }

    /**
     * Writes what is left.
     *
     * @return the object, whole
     */
    SpooledObject finish() throws IOException {
        if (channel.isEmpty()) {
            // small: the page cache is faster
            direct = false;
            channel = Optional.of(open());
        }
        ByteBuffer rest = current.flip();
        size += rest.remaining();
        digest.update(rest.duplicate());
        boolean padded = direct && pad(rest);
        awaitWrite().ifPresent(disk::give);
        while (rest.hasRemaining()) {
            channel.get().write(rest);
        }
        if (padded) {
            channel.get().truncate(size);
        }
        return new SpooledObject(file, SpooledObject.HEX.formatHex(digest.digest()), size);
    }

    /** Direct writes are of whole blocks. */
    private static boolean pad(ByteBuffer rest) {
        int length = rest.limit();
        int whole = (length + SpoolDisk.ALIGNMENT - 1) / SpoolDisk.ALIGNMENT * SpoolDisk.ALIGNMENT;
        rest.limit(whole);
        rest.duplicate().position(length).put(new byte[whole - length]);
        return whole != length;
    }

    /** Ends a write that is under way: nobody may touch its buffer or its file before. */
    @Override
    public void close() throws IOException {
        boolean idle = underWay.isEmpty();
        underWay.ifPresent(write -> write.handle((buffer, failure) -> buffer).join());
        if (channel.isPresent()) {
            channel.get().close();
        }
        if (idle) {
            disk.give(current);
        }
    }
}
