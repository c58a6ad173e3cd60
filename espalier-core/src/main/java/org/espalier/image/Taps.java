package org.espalier.image;

import org.espalier.text.Text;

/**
 * Resampling of a line of pixels: each new pixel is a weighted mean of a few consecutive old ones. Pixel centres lie at
 * one half, so the ends of the line stay where they are. Shrinking averages over the area of the new pixel; growing
 * interpolates linearly.
 *
 * @param first for each new pixel, the first old one that it reads
 * @param weights for each new pixel, the weights of that old one and those that follow it; their sum is 1
 */
public record Taps(int[] first, float[][] weights) {

    private static final double ROUNDING = 1e-9;

    /** For resampling from one length to another, both at least 1. */
    public static Taps between(int from, int to) {
        if (from < 1 || to < 1) {
            throw new IllegalArgumentException(Text.format("lengths: got %d and %d, allowed: at least 1", from, to));
        }
        Taps taps = new Taps(new int[to], new float[to][]);
        double scale = (double) from / to;
        for (int i = 0; i < to; i++) {
            double center = (i + 0.5) * scale;
            if (from > to) {
                taps.average(i, center - scale / 2, center + scale / 2, from);
            } else {
                taps.interpolate(i, Math.clamp(center - 0.5, 0, from - 1));
            }
        }
        return taps;
    }

    private void average(int i, double start, double end, int from) {
        first[i] = Math.max((int) Math.floor(start + ROUNDING), 0);
        int last = Math.min((int) Math.ceil(end - ROUNDING), from);
        weights[i] = new float[last - first[i]];
        for (int k = 0; k < weights[i].length; k++) {
            int pixel = first[i] + k;
            double covered = Math.min(end, pixel + 1) - Math.max(start, pixel);
            weights[i][k] = (float) (covered / (end - start));
        }
    }

    private void interpolate(int i, double position) {
        first[i] = (int) position;
        float share = (float) (position - first[i]);
        weights[i] = share > 0 ? new float[] {1 - share, share} : new float[] {1};
    }
}
