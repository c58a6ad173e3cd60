package org.espalier.data.augment;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.espalier.data.DataSize;
import org.espalier.data.Sample;

/**
 * Places a view so that it shows a pixel of one class: the pixel is drawn evenly, then the position among those that
 * show it. Shrinking skips pixels; if none of the class is left at the drawn scale, the view lies anywhere.
 *
 * @param sample the sample that the view shows
 * @param label number of the class
 */
record ClassPlacement(Sample sample, int label) implements Placement {

    @Override
    public Place place(double scale, DataSize view, RandomGenerator random) {
        Axis rows = Axis.of(sample.size().height(), scale, view.height());
        Axis columns = Axis.of(sample.size().width(), scale, view.width());
        int[] counts = IntStream.range(0, sample.size().height())
                .map(row -> rows.isShown(row) ? count(row, columns) : 0)
                .toArray();
        int pixels = Arrays.stream(counts).sum();
        if (pixels == 0) {
            return ANYWHERE.place(scale, view, random);
        }
        int left = random.nextInt(pixels);
        int row = 0;
        while (left >= counts[row]) {
            left -= counts[row++];
        }
        return new Place(rows.around(row, random), columns.around(column(row, left, columns), random));
    }

    private int count(int row, Axis columns) {
        int count = 0;
        for (int column = 0; column < sample.size().width(); column++) {
            count += isMember(row, column, columns) ? 1 : 0;
        }
        return count;
    }

    /** The column of the pixel of the class that has {@code before} others before it in its row. */
    private int column(int row, int before, Axis columns) {
        int left = before;
        int column = 0;
        while (!isMember(row, column, columns) || left-- > 0) {
            column++;
        }
        return column;
    }

    private boolean isMember(int row, int column, Axis columns) {
        return (sample.labels()[row * sample.size().width() + column] & 0xFF) == label && columns.isShown(column);
    }

    /**
     * One axis of the scaled sample.
     *
     * @param scaled pixels of the scaled sample
     * @param view pixels of the view
     * @param shownAt for each pixel of the sample, a pixel of the scaled one that takes its label; -1 if there is none
     */
    private record Axis(int scaled, int view, int[] shownAt) {

        static Axis of(int from, double scale, int view) {
            int scaled = View.Line.scaled(from, scale);
            int[] shownAt = new int[from];
            Arrays.fill(shownAt, -1);
            for (int i = 0; i < scaled; i++) {
                shownAt[View.Line.nearest(i, from, scaled)] = i;
            }
            return new Axis(scaled, view, shownAt);
        }

        boolean isShown(int pixel) {
            return shownAt[pixel] >= 0;
        }

        /** A random position at which the view shows a pixel. */
        double around(int pixel, RandomGenerator random) {
            int room = scaled - view;
            if (room <= 0) {
                return random.nextDouble();
            }
            int first = Math.max(0, shownAt[pixel] - view + 1);
            int last = Math.min(shownAt[pixel], room);
            return (random.nextInt(first, last + 1) + 0.5) / (room + 1);
        }
    }
}
