package ua.vuzol.intake.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Writes uncompressed TIFF files of every shape that tests need, field by field. */
final class TiffMaker {
    private final ByteOrder order;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int previousLink = 4;
    private final Map<Integer, Integer> links = new TreeMap<>();

    TiffMaker(ByteOrder order) {
        this.order = order;
    }

    /** A page's fields; a value array of a tag is LONG unless all fit SHORT; RATIONAL for the resolutions. */
    static final class Page {
        final Map<Integer, long[]> fields = new TreeMap<>();
        byte[][] strips;

        Page with(int tag, long... values) {
            fields.put(tag, values);
            return this;
        }

        Page without(int tag) {
            fields.remove(tag);
            return this;
        }
    }

    /** A page of unsigned samples, samples of a pixel together, in strips of so many rows. */
    Page page(int columns, int rows, int samplesPerPixel, int bits, int photometric, int[] samples, int rowsPerStrip) {
        Page page = new Page();
        int perRow = columns * samplesPerPixel;
        int strips = (rows + rowsPerStrip - 1) / rowsPerStrip;
        page.strips = new byte[strips][];
        for (int s = 0; s < strips; s++) {
            int from = s * rowsPerStrip;
            int to = Math.min(rows, from + rowsPerStrip);
            page.strips[s] = pack(Arrays.copyOfRange(samples, from * perRow, to * perRow), perRow, bits);
        }
        long[] bitsPerSample = new long[samplesPerPixel];
        Arrays.fill(bitsPerSample, bits);
        return page.with(TiffDirectory.IMAGE_WIDTH, columns)
                .with(TiffDirectory.IMAGE_LENGTH, rows)
                .with(TiffDirectory.BITS_PER_SAMPLE, bitsPerSample)
                .with(TiffDirectory.COMPRESSION, 1)
                .with(TiffDirectory.PHOTOMETRIC, photometric)
                .with(TiffDirectory.SAMPLES_PER_PIXEL, samplesPerPixel)
                .with(TiffDirectory.ROWS_PER_STRIP, rowsPerStrip);
    }

    /** Samples of 16 bits in the file's byte order, others most significant bit first, rows padded to bytes (TIFF 6.0). */
    private byte[] pack(int[] samples, int perRow, int bits) {
        int rowBytes = (perRow * bits + 7) / 8;
        ByteBuffer packed =
                ByteBuffer.allocate(samples.length / perRow * rowBytes).order(order);
        for (int i = 0; i < samples.length; i++) {
            if (bits == 16) {
                packed.putShort((short) samples[i]);
                continue;
            }
            for (int b = 0; b < bits; b++) {
                int position = i % perRow * bits + b;
                int at = i / perRow * rowBytes + position / 8;
                int bit = samples[i] >> bits - 1 - b & 1;
                packed.put(at, (byte) (packed.get(at) | bit << 7 - position % 8));
            }
        }
        return packed.array();
    }

    TiffMaker add(Page page) {
        if (page.strips != null) {
            long[] offsets = new long[page.strips.length];
            long[] counts = new long[page.strips.length];
            for (int i = 0; i < offsets.length; i++) {
                offsets[i] = 8 + body.size();
                counts[i] = page.strips[i].length;
                body.writeBytes(page.strips[i]);
            }
            page.fields.putIfAbsent(TiffDirectory.STRIP_OFFSETS, offsets);
            page.fields.putIfAbsent(TiffDirectory.STRIP_BYTE_COUNTS, counts);
        }
        if (body.size() % 2 == 1) {
            body.write(0);
        }
        int start = 8 + body.size();
        links.put(previousLink, start);
        int entries = page.fields.size();
        previousLink = start + 2 + 12 * entries;
        int values = previousLink + 4;
        ByteBuffer directory = ByteBuffer.allocate(2 + 12 * entries + 4).order(order);
        ByteBuffer outside = ByteBuffer.allocate(page.fields.values().stream()
                        .mapToInt(v -> 8 * v.length)
                        .sum())
                .order(order);
        directory.putShort((short) entries);
        for (var field : page.fields.entrySet()) {
            entry(directory, outside, values, field.getKey(), field.getValue());
        }
        body.writeBytes(directory.array());
        body.writeBytes(Arrays.copyOf(outside.array(), outside.position()));
        return this;
    }

    private static void entry(ByteBuffer directory, ByteBuffer outside, int values, int tag, long[] value) {
        boolean rational = tag == TiffDirectory.X_RESOLUTION || tag == TiffDirectory.Y_RESOLUTION;
        boolean small = !rational && Arrays.stream(value).allMatch(v -> v < 1 << 16);
        int type = rational ? 5 : small ? 3 : 4;
        int bytes = value.length * (small ? 2 : 4);
        directory.putShort((short) tag).putShort((short) type).putInt(rational ? value.length / 2 : value.length);
        ByteBuffer target = directory;
        int next = directory.position() + 4;
        if (bytes > 4) {
            directory.putInt(values + outside.position());
            target = outside;
        }
        for (long v : value) {
            if (small) {
                target.putShort((short) v);
            } else {
                target.putInt((int) v);
            }
        }
        directory.position(next);
    }

    /** Makes the last page's link to the next point somewhere. */
    TiffMaker linkTo(int offset) {
        links.put(previousLink, offset);
        return this;
    }

    byte[] bytes() {
        ByteBuffer file = ByteBuffer.allocate(8 + body.size()).order(order);
        byte mark = (byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M');
        file.put(mark).put(mark).putShort((short) 42).putInt(0).put(body.toByteArray());
        links.forEach(file::putInt);
        return file.array();
    }
}
