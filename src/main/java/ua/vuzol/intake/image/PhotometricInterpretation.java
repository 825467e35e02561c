package ua.vuzol.intake.image;

/** Photometric Interpretation (0028,0004), PS3.3 C.7.6.3.1.2; the names are the defined terms. */
public enum PhotometricInterpretation {
    /** The lowest sample is white. */
    MONOCHROME1,
    /** The lowest sample is black. */
    MONOCHROME2,
    RGB,
    /** Luminance and chrominance, chrominance at full resolution; only inside a JPEG stream. */
    YBR_FULL,
    /** Luminance and chrominance, chrominance halved in each row; only inside a JPEG stream. */
    YBR_FULL_422
}
