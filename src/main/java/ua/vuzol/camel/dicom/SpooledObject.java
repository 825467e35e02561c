package ua.vuzol.camel.dicom;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import ua.vuzol.dicom.net.DataSetInput;
import ua.vuzol.dicom.net.StoreRequest;

/**
 * A received object as a DICOM file (PS3.10 7), hashed on its way to disk and not synced. It is deleted when it is closed, unless
 * somebody moved it away.
 *
 * @param sha256 of the whole file, lower-case hexadecimal
 * @param size in bytes
 */
record SpooledObject(Path file, String sha256, long size) implements AutoCloseable {

    private static final HexFormat HEX = HexFormat.of();

    /** @throws IOException if it cannot be written, or the association ends before the object; no file is left then */
    static SpooledObject receive(StoreRequest request, DataSetInput dataSet, Path file) throws IOException {
        boolean whole = false;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            Digesting digesting = new Digesting(channel);
            request.writeFile(dataSet, digesting);
            SpooledObject object =
                    new SpooledObject(file, HEX.formatHex(digesting.digest.digest()), channel.position());
            whole = true;
            return object;
        } finally {
            if (!whole) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Hashes the bytes of a buffer where they are before they go into the file. */
    private static final class Digesting implements WritableByteChannel {
        private final FileChannel file;
        private final MessageDigest digest;

        Digesting(FileChannel file) {
            this.file = file;
            try {
                this.digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java has SHA-256", e);
            }
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            int count = bytes.remaining();
            digest.update(bytes.duplicate());
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            return count;
        }

        @Override
        public boolean isOpen() {
            return file.isOpen();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
