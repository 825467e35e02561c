package ua.vuzol.hub.demo;

import java.util.SplittableRandom;

/** A picture that looks like a chest from afar: air is dark, bone is bright, and no two rows have the same noise. */
final class ChestPhantom {
    private static final double NOISE = 0.025;

    private final int columns;
    private final int rows;
    private final boolean lateral;
    private final long seed;

    ChestPhantom(int columns, int rows, boolean lateral, long seed) {
        this.columns = columns;
        this.rows = rows;
        this.lateral = lateral;
        this.seed = seed;
    }

    /** Brightness from 0 to 1 of a row's pixels. */
    double[] row(int row) {
        SplittableRandom random = new SplittableRandom(seed * 31 + row);
        double[] brightness = new double[columns];
        double y = (row + 0.5) / rows;
        for (int column = 0; column < columns; column++) {
            double x = (column + 0.5) / columns;
            double tissue = lateral ? lateral(x, y) : frontal(x, y);
            brightness[column] = Math.max(0, Math.min(1, tissue + NOISE * (random.nextDouble() - 0.5)));
        }
        return brightness;
    }

    private static double frontal(double x, double y) {
        double brightness = 0.04 + 0.5 * within(x, y, 0.5, 0.62, 0.47, 0.62);
        double lungs = within(x, y, 0.3, 0.5, 0.15, 0.33) + within(x, y, 0.7, 0.5, 0.15, 0.33);
        if (lungs > 0) {
            double ribs = 0.07 * Math.max(0, Math.sin(40 * (y + 0.6 * Math.abs(x - 0.5))));
            brightness += lungs * (ribs - 0.33);
        }
        brightness += 0.28 * within(x, y, 0.54, 0.63, 0.15, 0.17);
        brightness += 0.22 * Math.exp(-Math.pow((x - 0.5) / 0.035, 2)) * within(x, y, 0.5, 0.6, 0.5, 0.6);
        return brightness;
    }

    private static double lateral(double x, double y) {
        double brightness = 0.04 + 0.5 * within(x, y, 0.5, 0.62, 0.36, 0.62);
        brightness -= 0.3 * within(x, y, 0.52, 0.48, 0.2, 0.32);
        brightness += 0.25 * within(x, y, 0.42, 0.63, 0.13, 0.15);
        double vertebrae = 0.2 + 0.05 * Math.sin(60 * y);
        brightness += vertebrae * Math.exp(-Math.pow((x - 0.74 + 0.05 * Math.sin(3 * y)) / 0.04, 2));
        return brightness;
    }

    /** 1 inside an ellipse, 0 outside, with a soft edge. */
    private static double within(double x, double y, double centreX, double centreY, double radiusX, double radiusY) {
        double dx = (x - centreX) / radiusX;
        double dy = (y - centreY) / radiusY;
        double distance = Math.sqrt(dx * dx + dy * dy);
        return Math.max(0, Math.min(1, (1.04 - distance) / 0.08));
    }
}
