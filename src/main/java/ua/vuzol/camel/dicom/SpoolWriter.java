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
import java.util.ArrayList;
import java.util.List;
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
    /** At most two: one is filled while the other is written. */
    private final List<ByteBuffer> taken = new ArrayList<>();

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
        this.current = take();
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

    private ByteBuffer take() {
        ByteBuffer buffer = disk.take();
        taken.add(buffer);
        return buffer;
    }

    private void writePart() throws IOException {
        if (channel.isEmpty()) {
            channel = Optional.of(direct ? openDirect() : open());
        }
        ByteBuffer part = current.flip();
        Optional<CompletableFuture<ByteBuffer>> before = underWay;
        hashAndWrite(part);
        current = before.isPresent() ? await(before.get()) : take();
    }

    /** Writes in the background, after what is under way. */
    private void hashAndWrite(ByteBuffer part) {
        FileChannel to = channel.orElseThrow();
        size += part.remaining();
        // the digest has a view of its own, as the write moves the position
        ByteBuffer hashed = part.duplicate();
        underWay =
                Optional.of(underWay.map(before -> before.thenApplyAsync(written -> written(to, part), disk.writers()))
                        .orElseGet(() -> CompletableFuture.supplyAsync(() -> written(to, part), disk.writers())));
        digest.update(hashed);
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

    /** @return the buffer of the write, for others */
    private static ByteBuffer await(CompletableFuture<ByteBuffer> write) throws IOException {
        try {
            return write.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IOException("A part of an object was not written", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The hub is stopping");
        }
    }

    /**
     * Writes what is left.
     *
     * @return the object, whole
     */
    SpooledObject finish() throws IOException {
        ByteBuffer rest = current.flip();
        // the page cache is faster for small objects, and takes what is no whole block:
        // to write a whole one and cut the file afterwards would read it again
        int blocks = direct && channel.isPresent() ? rest.limit() / SpoolDisk.ALIGNMENT * SpoolDisk.ALIGNMENT : 0;
        ByteBuffer tail = rest.slice(blocks, rest.limit() - blocks);
        if (blocks > 0) {
            hashAndWrite(rest.limit(blocks));
        }
        if (underWay.isPresent()) {
            await(underWay.get());
        }
        writeBuffered(tail);
        return new SpooledObject(file, SpooledObject.HEX.formatHex(digest.digest()), size);
    }

    private void writeBuffered(ByteBuffer end) throws IOException {
        size += end.remaining();
        digest.update(end.duplicate());
        StandardOpenOption how = channel.isPresent() ? StandardOpenOption.APPEND : StandardOpenOption.CREATE_NEW;
        try (FileChannel to = FileChannel.open(file, how, StandardOpenOption.WRITE)) {
            while (end.hasRemaining()) {
                to.write(end);
            }
        }
    }

    /** Ends a write that is under way: nobody may touch its buffer or its file before. */
    @Override
    public void close() throws IOException {
        underWay.ifPresent(write -> write.handle((buffer, failure) -> buffer).join());
        if (channel.isPresent()) {
            channel.get().close();
        }
        taken.forEach(disk::give);
    }
}
