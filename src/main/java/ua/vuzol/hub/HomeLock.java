package ua.vuzol.hub;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second hub out of the same home for as long as the process lives; the kernel frees it after a crash. */
final class HomeLock implements AutoCloseable {
    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    static HomeLock take(Path home) {
        Path file = home.resolve(".lock");
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (locked(channel)) {
                return new HomeLock(channel);
            }
            channel.close();
        } catch (IOException e) {
            throw new HubCannotStartException(
                    "The lock %s cannot be taken.".formatted(file),
                    "Set VUZOL_HOME to a directory on a local disk that the user of the hub may write to.",
                    e);
        }
        throw new HubCannotStartException(
                "Another hub already runs in the home %s.".formatted(home),
                "Stop it, or give this one its own VUZOL_HOME and HTTP port; two hubs that work together share VUZOL_DB_URL"
                        + " and VUZOL_BROKER_URL, never a home.");
    }

    /** The lock lives as long as its channel, so only the channel is kept. */
    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
