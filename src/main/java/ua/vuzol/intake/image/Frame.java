package ua.vuzol.intake.image;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A frame in the form of the Image Pixel Module (PS3.3 C.7.6.3): unsigned samples, Planar Configuration 0. */
public interface Frame {

    int rows();

    int columns();

    /** 1 or 3. */
    int samplesPerPixel();

    /** 8 or 16. */
    int bitsAllocated();

    /** Bits that the file says a sample has; a device may use fewer of them, which only its profile can know. */
    int bitsStored();

    default int highBit() {
        return bitsStored() - 1;
    }

    /** Pixel Representation; pictures hold unsigned samples. */
    default boolean signed() {
        return false;
    }

    /** MONOCHROME1, MONOCHROME2 or RGB. */
    PhotometricInterpretation photometric();

    /**
     * The distance of pixels' centres in mm, between rows and between columns, as the order of Pixel Spacing (0028,0030); present
     * if the file gives its resolution in a physical unit. It is only what the file says: many programs write 72 or 96 dots per inch
     * into everything, so that the device's profile must decide whether to believe it.
     */
    Optional<double[]> pixelSpacing();

    /**
     * Bytes that the samples take in the file if it holds them compressed with loss, by JPEG; empty if it holds them as they were
     * (Lossy Image Compression, PS3.3 C.7.6.1.1.5).
     */
    OptionalLong lossyLength();

    /** What a person should know about the way the samples were taken over, a sentence each. */
    List<String> remarks();

    /** Bytes of native pixel data, without padding to even length. */
    default long length() {
        return (long) rows() * columns() * samplesPerPixel() * (bitsAllocated() / 8);
    }

    /**
     * Writes the native pixel data: rows from the top, pixels from the left, samples of a pixel together, 16-bit samples little
     * endian. Exactly {@link #length} bytes, unless it throws.
     *
     * @throws ua.vuzol.intake.UnreadableInputException if the samples cannot be decoded to the end
     * @throws IOException if the file cannot be read or the output cannot be written, which says nothing of the file's content
     */
    void writeTo(OutputStream out) throws IOException;
}
