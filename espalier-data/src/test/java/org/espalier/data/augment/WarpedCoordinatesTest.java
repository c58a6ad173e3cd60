package org.espalier.data.augment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.espalier.data.DataSize;
import org.espalier.data.Sample;
import org.espalier.label.LabelSet;
import org.espalier.random.Seed;
import org.espalier.text.Text;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Image and labels are always transformed together. The images encode the coordinates of their pixels (red twice the
 * column, green twice the row), the labels the same cell: once its column, once its row. Whatever the augmentation, the
 * label at a pixel of the view is the cell whose coordinates the image shows there.
 */
class WarpedCoordinatesTest {

    private static final int CASES = 400;

    /**
     * Half a pixel from the nearest pixel's centre to the shown point, a quarter from rounding twice the coordinate to
     * a byte, and the bilinear weight in 1/256.
     */
    private static final double BOUND = 0.5 + 0.25 + 2.0 / 256;

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1})
    void labelsBelongToTheCoordinatesThatTheImageShows(double flip) {
        for (int number = 0; number < CASES; number++) {
            Case one = Case.draw(number, flip);
            Sample columns = one.view(false);
            Sample rows = one.view(true);
            assertThat(rows.pixelBytes()).as("the same view twice").isEqualTo(columns.pixelBytes());
            for (int i = 0; i < columns.labels().length; i++) {
                if (columns.labels()[i] != (byte) LabelSet.IGNORE) {
                    double across = (columns.pixelBytes()[3 * i] & 0xFF) / 2.0 - columns.labels()[i];
                    double down = (columns.pixelBytes()[3 * i + 1] & 0xFF) / 2.0 - rows.labels()[i];
                    assertThat(Math.max(Math.abs(across), Math.abs(down)))
                            .as("%s: distance at pixel %d", one, i)
                            .isLessThanOrEqualTo(BOUND);
                }
            }
            assertDirection(one, columns, flip);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1})
    void pixelsAreVoidExactlyWhereTheViewReachesBeyondTheImage(double flip) {
        for (int number = 0; number < CASES; number++) {
            Case one = Case.draw(number, flip);
            Sample view = one.view(false);
            Area area = Area.labelled(view);
            assertThat(area.height())
                    .as("%s", one)
                    .isEqualTo(Math.min(one.scaled(one.size.height()), one.crop.height()));
            assertThat(area.width()).as("%s", one).isEqualTo(Math.min(one.scaled(one.size.width()), one.crop.width()));
            int[] fill = area.meanColor(view);
            for (int i = 0; i < view.labels().length; i++) {
                boolean inside = area.contains(i / one.crop.width(), i % one.crop.width());
                assertThat(view.labels()[i] != (byte) LabelSet.IGNORE)
                        .as("%s: pixel %d", one, i)
                        .isEqualTo(inside);
                if (!inside) {
                    assertThat(new int[] {view.pixelBytes()[3 * i] & 0xFF, view.pixelBytes()[3 * i + 1] & 0xFF})
                            .as("%s: fill at pixel %d", one, i)
                            .isEqualTo(fill);
                }
            }
        }
    }

    /** Columns rise along a row of the view, or fall if it is mirrored. */
    private static void assertDirection(Case one, Sample view, double flip) {
        Area area = Area.labelled(view);
        int row = area.top * one.crop.width();
        int step = view.labels()[row + area.right] - view.labels()[row + area.left];
        if (flip == 0) {
            assertThat(step).as("%s", one).isNotNegative();
        } else if (flip == 1) {
            assertThat(step).as("%s", one).isNotPositive();
        }
    }

    /** A random image size, scale, crop and seed. */
    private record Case(DataSize size, double scale, DataSize crop, double flip, Seed seed) {

        static Case draw(int number, double flip) {
            RandomGenerator random = new Seed(7).derive(number).generator();
            DataSize size = new DataSize(random.nextInt(1, 128), random.nextInt(1, 128));
            double scale = 0.1 * Math.pow(60, random.nextDouble());
            DataSize crop = new DataSize(random.nextInt(1, 100), random.nextInt(1, 100));
            return new Case(size, scale, crop, flip, new Seed(number));
        }

        int scaled(int side) {
            return Math.max(1, (int) Math.round(side * scale));
        }

        Sample view(boolean labelledByRow) {
            byte[] rgb = new byte[3 * size.pixels()];
            byte[] labels = new byte[size.pixels()];
            for (int i = 0; i < labels.length; i++) {
                int y = i / size.width();
                int x = i % size.width();
                rgb[3 * i] = (byte) (2 * x);
                rgb[3 * i + 1] = (byte) (2 * y);
                labels[i] = (byte) (labelledByRow ? y : x);
            }
            return new Augmentation(scale, scale, Optional.of(crop), flip, 0, 0, 0, 0)
                    .apply(new Sample("coordinates", size, rgb, labels), seed);
        }

        @Override
        public String toString() {
            return Text.format("%s scaled by %.4f, crop %s, flip %.1f, %s", size, scale, crop, flip, seed);
        }
    }

    /** The smallest rectangle around the labelled pixels; bottom and right inclusive. */
    private record Area(int top, int bottom, int left, int right) {

        static Area labelled(Sample view) {
            int width = view.size().width();
            Area area = new Area(Integer.MAX_VALUE, -1, Integer.MAX_VALUE, -1);
            for (int i = 0; i < view.labels().length; i++) {
                if (view.labels()[i] != (byte) LabelSet.IGNORE) {
                    area = new Area(
                            Math.min(area.top, i / width),
                            Math.max(area.bottom, i / width),
                            Math.min(area.left, i % width),
                            Math.max(area.right, i % width));
                }
            }
            return area;
        }

        int height() {
            return bottom - top + 1;
        }

        int width() {
            return right - left + 1;
        }

        boolean contains(int row, int column) {
            return row >= top && row <= bottom && column >= left && column <= right;
        }

        int[] meanColor(Sample view) {
            double[] sums = new double[2];
            for (int i = 0; i < view.labels().length; i++) {
                if (contains(i / view.size().width(), i % view.size().width())) {
                    sums[0] += view.pixelBytes()[3 * i] & 0xFF;
                    sums[1] += view.pixelBytes()[3 * i + 1] & 0xFF;
                }
            }
            double pixels = height() * width();
            return new int[] {(int) Math.round(sums[0] / pixels), (int) Math.round(sums[1] / pixels)};
        }
    }
}
