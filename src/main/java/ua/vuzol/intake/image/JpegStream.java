package ua.vuzol.intake.image;

import java.util.List;
import java.util.Optional;

/**
 * A JPEG that may be encapsulated in DICOM without re-encoding (PS3.5 8.2.1, A.4). It is the first {@code length} bytes of the
 * file: the codestream from SOI to EOI, without whatever a device appended. It was walked to its end; a baseline stream was also
 * decoded.
 *
 * @param transferSyntaxUid JPEG Baseline 1.2.840.10008.1.2.4.50, Extended .51, Lossless .57 or Lossless SV1 .70
 * @param precision bits of a sample: Bits Stored
 * @param photometric what Photometric Interpretation must say; YBR_FULL_422 and YBR_FULL for YCbCr by the chrominance
 *     sampling (PS3.5 8.2.1)
 * @param length of the codestream in bytes
 * @param pixelSpacing as {@link Frame#pixelSpacing}
 * @param remarks as {@link Frame#remarks}, of what holds when the stream is not decoded
 */
public record JpegStream(
        String transferSyntaxUid,
        int rows,
        int columns,
        int components,
        int precision,
        PhotometricInterpretation photometric,
        long length,
        Optional<double[]> pixelSpacing,
        List<String> remarks) {}
