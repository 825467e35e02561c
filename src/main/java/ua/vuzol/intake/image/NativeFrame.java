package ua.vuzol.intake.image;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A frame whose samples are decoded when they are written. */
record NativeFrame(
        RowReader reader,
        PixelMapping mapping,
        int samplesPerPixel,
        int bitsStored,
        PhotometricInterpretation photometric,
        Optional<double[]> pixelSpacing,
        OptionalLong lossyLength,
        List<String> remarks)
        implements Frame {

    NativeFrame {
        remarks = List.copyOf(remarks);
    }

    @Override
    public int rows() {
        return reader.rows();
    }

    @Override
    public int columns() {
        return reader.columns();
    }

    @Override
    public int bitsAllocated() {
        return bitsStored <= 8 ? 8 : 16;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        int bytesPerSample = bitsAllocated() / 8;
        int[] mapped = new int[columns() * samplesPerPixel];
        byte[] line = new byte[mapped.length * bytesPerSample];
        reader.forEachRow(samples -> {
            Decoding.of(reader.format(), () -> {
                mapping.map(samples, mapped, columns());
                return mapped;
            });
            for (int i = 0; i < mapped.length; i++) {
                line[i * bytesPerSample] = (byte) mapped[i];
                if (bytesPerSample == 2) {
                    line[2 * i + 1] = (byte) (mapped[i] >> 8);
                }
            }
            out.write(line);
        });
    }
}
