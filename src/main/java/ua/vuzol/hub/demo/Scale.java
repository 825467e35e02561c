package ua.vuzol.hub.demo;

/**
 * How large the devices' pictures are.
 *
 * @param fluorograph rows and columns of a fluorograph's picture
 * @param plateColumns columns of the plate reader's picture
 * @param plateRows rows of the plate reader's picture
 * @param cineColumns columns of an ultrasound frame
 * @param cineRows rows of an ultrasound frame
 * @param cineFrames frames of a cine loop
 * @param tomographSize rows and columns of a slice
 * @param tomographSlices slices of a tomography
 */
public record Scale(
        int fluorograph,
        int plateColumns,
        int plateRows,
        int cineColumns,
        int cineRows,
        int cineFrames,
        int tomographSize,
        int tomographSlices) {
    /** As in life. */
    public static final Scale REAL = new Scale(2000, 1760, 2140, 640, 480, 24, 512, 40);

    /** For tests in which the size does not matter. */
    public static final Scale SMALL = new Scale(200, 176, 214, 160, 120, 6, 64, 5);

    public Scale {
        if (fluorograph < 16
                || plateColumns < 16
                || plateRows < 16
                || cineColumns < 16
                || cineRows < 16
                || cineFrames < 1
                || tomographSize < 16
                || tomographSlices < 1) {
            throw new IllegalArgumentException(
                    "A picture of the demo hospital has at least 16 rows and columns and one frame or slice");
        }
    }
}
