package ua.vuzol.intake.image;

import java.util.Optional;

/** Sentences that several formats have in common. */
final class Remarks {
    static final String OVER_BLACK = "The picture is partly transparent: it was laid over black.";

    private Remarks() {}

    /** @param orientation Exif and TIFF tag 274: 1 is upright */
    static Optional<String> orientation(int orientation) {
        return orientation == 1
                ? Optional.empty()
                : Optional.of("The file asks to be turned when shown (orientation " + orientation
                        + "): its pixels were taken over as they are, not turned.");
    }

    static String widened(int bits) {
        return "The samples of " + bits + (bits == 1 ? " bit" : " bits") + " were spread over 8 bits.";
    }
}
