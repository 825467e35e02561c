package ua.vuzol.camel.dicom;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import ua.vuzol.dicom.io.DicomWriter;
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

    static final HexFormat HEX = HexFormat.of();

    /** @throws IOException if it cannot be written, or the association ends before the object; no file is left then */
    static SpooledObject receive(StoreRequest request, DataSetInput dataSet, SpoolDirectory spool) throws IOException {
        Path file = spool.next();
        boolean whole = false;
        try (SpoolWriter writer = spool.writer(file)) {
            DicomWriter.writeHeader(request.fileMeta(), new Parts(writer));
            while (dataSet.read(writer.room()) >= 0) {
                // until the data set ends
            }
            SpooledObject object = writer.finish();
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

    private static final class Parts extends OutputStream {
        private final SpoolWriter writer;

        Parts(SpoolWriter writer) {
            this.writer = writer;
        }

        @Override
        public void write(int one) throws IOException {
            writer.room().put((byte) one);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            for (int done = 0; done < length; ) {
                ByteBuffer room = writer.room();
                int count = Math.min(room.remaining(), length - done);
                room.put(bytes, from + done, count);
                done += count;
            }
        }
    }
}
