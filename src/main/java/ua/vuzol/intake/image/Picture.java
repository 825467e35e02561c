package ua.vuzol.intake.image;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** An opened picture file; not for use by several threads at a time. Closing it closes the file and ends its frames' use. */
public interface Picture extends Closeable {

    PictureFormat format();

    /** How many frames the file holds: the pages of a TIFF, 1 for the rest. */
    int frames();

    /**
     * A frame's form. Its samples are decoded only by {@link Frame#writeTo}, except where transparency must be looked for.
     *
     * @param index from 0
     * @throws ua.vuzol.intake.UnreadableInputException if the frame cannot be decoded, as a lossless or 12-bit JPEG, which can
     *     only be encapsulated
     * @throws IOException if the file cannot be read, which says nothing of its content
     */
    Frame frame(int index) throws IOException;

    /** The file's JPEG stream if DICOM may carry it as it is; empty for other formats and for progressive JPEG. */
    Optional<JpegStream> jpeg();
}
