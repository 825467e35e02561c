package ua.vuzol.dicom.io;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** A file in which long runs of zeros are holes, so that what is large needs no disk. */
public final class SparseFile extends OutputStream {
    private final RandomAccessFile file;

    public SparseFile(Path path) throws IOException {
        file = new RandomAccessFile(path.toFile(), "rw");
    }

    @Override
    public void write(int b) throws IOException {
        file.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        boolean hole = count > 4096;
        for (int i = from; hole && i < from + count; i++) {
            hole = bytes[i] == 0;
        }
        if (hole) {
            file.seek(file.getFilePointer() + count);
        } else {
            file.write(bytes, from, count);
        }
    }

    @Override
    public void close() throws IOException {
        file.setLength(Math.max(file.length(), file.getFilePointer()));
        file.close();
    }
}
