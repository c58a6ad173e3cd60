package org.espalier.data.augment;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.espalier.data.DataSize;
import org.espalier.label.LabelSet;

/**
 * The geometry of one view: the point of the sample that each of its pixels shows. The image is sampled bilinearly at
 * these points, labels from the nearest pixel; pixel centres lie at one half.
 *
 * @param size of the view
 * @param sample size of the sample
 * @param rows the points that the rows of the view show
 * @param columns the points that its columns show
 */
record View(DataSize size, DataSize sample, Line rows, Line columns) {

    static View draw(Augmentation augmentation, DataSize sample, Placement placement, RandomGenerator random) {
        double ratio = augmentation.maxScale() / augmentation.minScale();
        double scale = augmentation.minScale() * Math.pow(ratio, random.nextDouble());
        boolean mirrored = random.nextDouble() < augmentation.flip();
        DataSize size = augmentation.viewSize(sample);
        Placement.Place place = placement.place(scale, size, random);
        Line rows = Line.cut(sample.height(), scale, size.height(), place.rows(), false);
        Line columns = Line.cut(sample.width(), scale, size.width(), place.columns(), mirrored);
        return new View(size, sample, rows, columns);
    }

    /** Writes the labels of the view as number {@code slot}. */
    void labels(byte[] source, byte[] target, int slot) {
        int at = slot * size.pixels();
        for (int y = 0; y < size.height(); y++, at += size.width()) {
            int row = rows.nearest[y] * sample.width();
            if (row < 0) {
                Arrays.fill(target, at, at + size.width(), (byte) LabelSet.IGNORE);
                continue;
            }
            for (int x = 0; x < size.width(); x++) {
                int column = columns.nearest[x];
                target[at + x] = column < 0 ? (byte) LabelSet.IGNORE : source[row + column];
            }
        }
    }

    /**
     * Writes the image of the view as number {@code slot}; returns the mean red, green and blue of the part that shows
     * the sample.
     */
    double[] image(byte[] source, byte[] target, int slot) {
        int begin = 3 * slot * size.pixels();
        long[] sums = new long[3];
        int left = columns.firstInside();
        int right = columns.endInside();
        RowBlend blend = new RowBlend(source, sample.width(), columns, left, right);
        for (int y = rows.firstInside(); y < rows.endInside(); y++) {
            int at = begin + (y * size.width() + left) * 3;
            blend.write(rows.low[y], rows.high[y], rows.weight[y], target, at);
            add(target, at, 3 * (right - left), sums);
        }
        long visible = Math.max(1, (long) (right - left) * (rows.endInside() - rows.firstInside()));
        double[] mean = {(double) sums[0] / visible, (double) sums[1] / visible, (double) sums[2] / visible};
        pad(target, begin, mean);
        return mean;
    }

    /** Adds the values of a row to the sums of red, green and blue. */
    private static void add(byte[] values, int from, int count, long[] sums) {
        int red = 0;
        int green = 0;
        int blue = 0;
        for (int at = from; at < from + count; at += 3) {
            red += values[at] & 0xFF;
            green += values[at + 1] & 0xFF;
            blue += values[at + 2] & 0xFF;
        }
        sums[0] += red;
        sums[1] += green;
        sums[2] += blue;
    }

    private void pad(byte[] target, int begin, double[] mean) {
        byte[] fill = {(byte) Math.round(mean[0]), (byte) Math.round(mean[1]), (byte) Math.round(mean[2])};
        int left = columns.firstInside();
        int right = columns.endInside();
        for (int y = 0; y < size.height(); y++) {
            int row = begin + 3 * y * size.width();
            boolean outside = rows.nearest[y] < 0;
            fill(target, row, row + 3 * (outside ? size.width() : left), fill);
            fill(target, row + 3 * (outside ? size.width() : right), row + 3 * size.width(), fill);
        }
    }

    private static void fill(byte[] target, int from, int to, byte[] color) {
        for (int at = from; at < to; at += 3) {
            System.arraycopy(color, 0, target, at, 3);
        }
    }

    /**
     * One axis of a view; for each of its pixels the two pixels of the sample around the point it shows, the weight of
     * the second in 1/256, and the nearest pixel, -1 outside the sample.
     */
    record Line(int[] low, int[] high, int[] weight, int[] nearest) {

        /**
         * @param from pixels of the sample
         * @param scale of the sample
         * @param to pixels of the view
         * @param place position of the view, from 0 (aligned with the sample's first pixel) to 1 (aligned with its
         *     last)
         * @param mirrored whether the view runs backwards
         */
        static Line cut(int from, double scale, int to, double place, boolean mirrored) {
            int scaled = scaled(from, scale);
            int offset = (int) Math.floor(place * (Math.abs(scaled - to) + 1)) * Integer.signum(scaled - to);
            Line line = new Line(new int[to], new int[to], new int[to], new int[to]);
            for (int i = 0; i < to; i++) {
                int inScaled = (mirrored ? to - 1 - i : i) + offset;
                line.set(i, from, point(inScaled, from, scaled));
                line.nearest[i] = inScaled >= 0 && inScaled < scaled ? nearest(inScaled, from, scaled) : -1;
            }
            return line;
        }

        /** The pixels of a scaled sample. */
        static int scaled(int from, double scale) {
            return Math.max(1, (int) Math.round(from * scale));
        }

        /** The pixel of the sample whose label a pixel of the scaled one takes. */
        static int nearest(int inScaled, int from, int scaled) {
            return Math.min((int) point(inScaled, from, scaled), from - 1);
        }

        private static double point(int inScaled, int from, int scaled) {
            return (inScaled + 0.5) * from / scaled;
        }

        private void set(int i, int from, double point) {
            double center = Math.clamp(point - 0.5, 0, from - 1);
            low[i] = (int) center;
            high[i] = Math.min(low[i] + 1, from - 1);
            weight[i] = (int) Math.round((center - low[i]) * RowBlend.ONE);
        }

        int firstInside() {
            int first = 0;
            while (first < nearest.length && nearest[first] < 0) {
                first++;
            }
            return first;
        }

        int endInside() {
            int end = nearest.length;
            while (end > 0 && nearest[end - 1] < 0) {
                end--;
            }
            return end;
        }
    }
}
