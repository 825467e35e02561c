package ua.vuzol.intake.image;

import java.util.Optional;

/** From pixels per unit to the distance of pixels. */
final class Resolution {
    private Resolution() {}

    /**
     * @param perRow pixels per unit from row to row, downwards
     * @param perColumn pixels per unit from column to column, to the right
     * @param unit the unit in mm
     * @return row and column spacing in mm; empty if the file gives no usable number
     */
    static Optional<double[]> spacing(double perRow, double perColumn, double unit) {
        boolean usable = perRow > 0 && perColumn > 0 && Double.isFinite(perRow) && Double.isFinite(perColumn);
        return usable ? Optional.of(new double[] {unit / perRow, unit / perColumn}) : Optional.empty();
    }
}
