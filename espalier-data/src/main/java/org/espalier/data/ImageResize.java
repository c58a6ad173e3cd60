package org.espalier.data;

import java.util.Arrays;

/** Images and labels in another size; pixel centres lie at one half, so that both stay aligned. */
final class ImageResize {

    private ImageResize() {}

    /** Averaged over the area of the new pixel where a side shrinks, linear where it grows. */
    static byte[] image(byte[] rgb, DataSize from, DataSize to) {
        Taps columns = Taps.between(from.width(), to.width());
        Taps rows = Taps.between(from.height(), to.height());
        float[] wide = new float[from.height() * to.width() * 3];
        for (int y = 0; y < from.height(); y++) {
            for (int x = 0; x < to.width(); x++) {
                float[] weights = columns.weights[x];
                int target = (y * to.width() + x) * 3;
                int source = (y * from.width() + columns.first[x]) * 3;
                for (float weight : weights) {
                    for (int c = 0; c < 3; c++) {
                        wide[target + c] += weight * (rgb[source++] & 0xFF);
                    }
                }
            }
        }
        int rowLength = to.width() * 3;
        byte[] result = new byte[to.height() * rowLength];
        float[] sum = new float[rowLength];
        for (int y = 0; y < to.height(); y++) {
            Arrays.fill(sum, 0.5f);
            int source = rows.first[y] * rowLength;
            for (float weight : rows.weights[y]) {
                for (int i = 0; i < rowLength; i++) {
                    sum[i] += weight * wide[source++];
                }
            }
            for (int i = 0; i < rowLength; i++) {
                result[y * rowLength + i] = (byte) Math.min((int) sum[i], 255);
            }
        }
        return result;
    }

    /** The class number of the old pixel in which the centre of the new one lies. */
    static byte[] labels(byte[] labels, DataSize from, DataSize to) {
        byte[] result = new byte[to.pixels()];
        for (int y = 0, at = 0; y < to.height(); y++) {
            int row = nearest(y, from.height(), to.height()) * from.width();
            for (int x = 0; x < to.width(); x++, at++) {
                result[at] = labels[row + nearest(x, from.width(), to.width())];
            }
        }
        return result;
    }

    private static int nearest(int index, int from, int to) {
        return (int) ((2L * index + 1) * from / (2L * to));
    }

    /** For each new pixel of a line: the first old pixel it reads, and the weights of that and the following ones; their sum is 1. */
    private record Taps(int[] first, float[][] weights) {

        static Taps between(int from, int to) {
            int[] first = new int[to];
            float[][] weights = new float[to][];
            double scale = (double) from / to;
            for (int i = 0; i < to; i++) {
                double center = (i + 0.5) * scale;
                if (from > to) {
                    area(center - scale / 2, center + scale / 2, from, i, first, weights);
                } else {
                    linear(center - 0.5, from, i, first, weights);
                }
            }
            return new Taps(first, weights);
        }

        private static void area(double start, double end, int from, int i, int[] first, float[][] weights) {
            first[i] = Math.max((int) Math.floor(start + 1e-9), 0);
            int last = Math.min((int) Math.ceil(end - 1e-9), from);
            weights[i] = new float[last - first[i]];
            for (int k = 0; k < weights[i].length; k++) {
                int pixel = first[i] + k;
                double covered = Math.min(end, pixel + 1) - Math.max(start, pixel);
                weights[i][k] = (float) (covered / (end - start));
            }
        }

        private static void linear(double position, int from, int i, int[] first, float[][] weights) {
            double inside = Math.clamp(position, 0, from - 1);
            first[i] = (int) inside;
            float share = (float) (inside - first[i]);
            weights[i] = share > 0 ? new float[] {1 - share, share} : new float[] {1};
        }
    }
}
