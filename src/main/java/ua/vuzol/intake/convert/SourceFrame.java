package ua.vuzol.intake.convert;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import ua.vuzol.dicom.data.BulkData;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.intake.image.Frame;
import ua.vuzol.intake.image.Picture;
import ua.vuzol.intake.profile.SourceProfile;

/**
 * One frame of a picture file: its form, known without its pixels in memory, and the way to them.
 *
 * @param page of the file, from 0
 * @param jpegLength bytes of the JPEG stream when the frame stays JPEG, else 0
 * @param lossyLength bytes of the picture in its file when that is compressed with loss, decoded now or not (PS3.3
 *     C.7.6.1.1.5)
 * @param spacing millimetres between rows and columns, by the file
 */
record SourceFrame(
        ImageInput image,
        int page,
        PixelForm form,
        long jpegLength,
        OptionalLong lossyLength,
        Optional<double[]> spacing,
        List<String> remarks) {

    private static final Set<String> LOSSY =
            Set.of(TransferSyntax.JPEG_BASELINE.uid(), TransferSyntax.JPEG_EXTENDED.uid());

    /** The JPEG stream of a file as the one frame it is; empty when the file holds none that DICOM could carry. */
    static Optional<SourceFrame> jpeg(ImageInput image, Picture picture, SourceProfile profile) {
        return picture.jpeg()
                .map(jpeg -> new SourceFrame(
                        image,
                        0,
                        PixelForm.of(jpeg, profile.object()),
                        jpeg.length(),
                        LOSSY.contains(jpeg.transferSyntaxUid())
                                ? OptionalLong.of(jpeg.length())
                                : OptionalLong.empty(),
                        jpeg.pixelSpacing(),
                        jpeg.remarks()));
    }

    /** A page whose pixels will be decoded. */
    static SourceFrame decoded(ImageInput image, Picture picture, int page, SourceProfile profile) throws IOException {
        Frame frame = picture.frame(page);
        return new SourceFrame(
                image,
                page,
                PixelForm.of(frame, profile.object()),
                0,
                frame.lossyLength(),
                frame.pixelSpacing(),
                frame.remarks());
    }

    BulkData jpegFragment() {
        return BulkData.ofFile(image.file(), 0, jpegLength);
    }
}
