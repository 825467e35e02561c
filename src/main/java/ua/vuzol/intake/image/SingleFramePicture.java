package ua.vuzol.intake.image;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

/**
 * A picture of a format that knows one frame only.
 *
 * @param only makes the frame when it is asked for
 */
record SingleFramePicture(PictureFormat format, PictureInput in, Decoding.Step<Frame> only, Optional<JpegStream> jpeg)
        implements Picture {

    @Override
    public int frames() {
        return 1;
    }

    @Override
    public Frame frame(int index) throws IOException {
        Objects.checkIndex(index, frames());
        return only.run();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
