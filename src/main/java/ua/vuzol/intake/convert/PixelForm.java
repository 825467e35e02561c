package ua.vuzol.intake.convert;

import java.util.Optional;
import ua.vuzol.intake.image.Frame;
import ua.vuzol.intake.image.JpegStream;
import ua.vuzol.intake.image.PhotometricInterpretation;
import ua.vuzol.intake.profile.SourceProfile.ObjectRules;

/**
 * The form of frames that can stand together in one instance (PS3.3 C.7.6.3).
 *
 * @param jpegTransferSyntax that of frames which stay JPEG, empty for native frames
 */
record PixelForm(
        int rows,
        int columns,
        int samplesPerPixel,
        int bitsAllocated,
        int bitsStored,
        PhotometricInterpretation photometric,
        Optional<String> jpegTransferSyntax) {

    /** What the device alone knows of its grey pictures, the profile says. */
    static PixelForm of(Frame frame, ObjectRules rules) {
        boolean grey = frame.samplesPerPixel() == 1;
        return new PixelForm(
                frame.rows(),
                frame.columns(),
                frame.samplesPerPixel(),
                frame.bitsAllocated(),
                frame.bitsAllocated() == 16 && grey
                        ? rules.bitsStored().orElse(frame.bitsStored())
                        : frame.bitsStored(),
                grey ? rules.photometric().orElse(frame.photometric()) : frame.photometric(),
                Optional.empty());
    }

    static PixelForm of(JpegStream jpeg, ObjectRules rules) {
        return new PixelForm(
                jpeg.rows(),
                jpeg.columns(),
                jpeg.components(),
                jpeg.precision() > 8 ? 16 : 8,
                jpeg.precision(),
                jpeg.components() == 1 ? rules.photometric().orElse(jpeg.photometric()) : jpeg.photometric(),
                Optional.of(jpeg.transferSyntaxUid()));
    }

    /** Bytes of one frame when it is native. */
    long frameLength() {
        return (long) rows * columns * samplesPerPixel * (bitsAllocated / 8);
    }

    String described() {
        return columns + " x " + rows + " pixels, " + photometric + ", " + bitsStored + " bits";
    }
}
