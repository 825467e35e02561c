package ua.vuzol.intake;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;

/**
 * The content of an archive's member. It has the length and the checksum that the archive says, or reading it ends in {@link
 * UnreadableInputException}; so do all errors of reading, which are thereby told from those of the disk that it is written to.
 */
final class MemberStream extends FilterInputStream {
    private final String name;
    private final long size;
    private final long checksum;
    private final CRC32 seen = new CRC32();
    private long count;

    /**
     * @param name for people
     * @param size in bytes, by the archive
     * @param checksum CRC-32, by the archive
     */
    MemberStream(InputStream in, String name, long size, long checksum) {
        super(in);
        this.name = name;
        this.size = size;
        this.checksum = checksum;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) {
        int got;
        try {
            got = in.read(to, offset, length);
        } catch (IOException e) {
            throw damaged("cannot be unpacked", e);
        }
        if (got < 0 ? count != size || seen.getValue() != checksum : (count += got) > size) {
            throw damaged("is not what the archive says it is, by its length and checksum", null);
        }
        seen.update(to, offset, Math.max(got, 0));
        return got;
    }

    private UnreadableInputException damaged(String how, IOException cause) {
        return new UnreadableInputException(
                "The archive is damaged: its member " + name + " " + how + ". Make the archive again.", cause);
    }
}
