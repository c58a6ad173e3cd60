package org.espalier.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.espalier.label.LabelSet;
import org.espalier.label.Mask;
import org.espalier.random.Seed;
import org.junit.jupiter.api.Test;

class BoundaryIouTest {

    private static final int IGNORE = LabelSet.IGNORE;

    @Test
    void widthIsTwoPercentOfTheDiagonalHalvesToEvenAtLeastOne() {
        assertThat(BoundaryIou.width(1024, 2048)).isEqualTo(46); // 45.79
        assertThat(BoundaryIou.width(360, 480)).isEqualTo(12); // 12.0
        assertThat(BoundaryIou.width(75, 100)).isEqualTo(2); // 2.5
        assertThat(BoundaryIou.width(105, 140)).isEqualTo(4); // 3.5
        assertThat(BoundaryIou.width(4, 4)).isEqualTo(1);
    }

    @Test
    void onlyTheRingOfWidthOneCountsInASmallImage() {
        // 5x5 of one class: the ring has 16 pixels, the 3x3 inside is no boundary
        Mask truth = filled(5, 5, 0);
        Mask prediction = filled(5, 5, 0);
        prediction.classes()[0] = 1; // a corner
        BoundaryIou boundary = new BoundaryIou(3);
        boundary.add(truth, prediction);

        // class 0 predicted: the ring without the corner (15), and pixel (1, 1) beside the corner
        assertThat(boundary.iou(0)).hasValue(15.0 / 17);
        assertThat(boundary.iou(1)).hasValue(0);
        assertThat(boundary.iou(2)).isEmpty();
        assertThat(boundary.mean()).hasValue(15.0 / 17 / 2);
    }

    @Test
    void perfectPredictionHasOneEvenAroundIgnoredPixels() {
        Mask truth = blocks(40, 56, new Seed(1), 3);
        Arrays.fill(truth.classes(), 500, 900, (byte) IGNORE);
        byte[] predicted = truth.classes().clone();
        Arrays.fill(predicted, 500, 900, (byte) 1);
        BoundaryIou boundary = new BoundaryIou(3);
        boundary.add(truth, new Mask(40, 56, predicted));

        assertThat(boundary.mean()).hasValue(1);
    }

    @Test
    void equalsErosionByDefinition() {
        for (int seed = 0; seed < 20; seed++) {
            int height = 3 + 7 * (seed % 5) + seed;
            int width = 4 + 9 * (seed % 7);
            Mask truth = blocks(height, width, new Seed(seed).derive("truth"), 4);
            Mask prediction = blocks(height, width, new Seed(seed).derive("prediction"), 4);
            BoundaryIou boundary = new BoundaryIou(3);
            boundary.add(truth, prediction);

            for (int index = 0; index < 3; index++) {
                long[] areas = areas(truth, prediction, index);
                assertThat(boundary.iou(index).orElse(-1))
                        .as("seed %d, class %d", seed, index)
                        .isEqualTo(areas[1] == 0 ? -1 : (double) areas[0] / areas[1]);
            }
        }
    }

    @Test
    void sumsIntersectionsAndUnionsOverImages() {
        Mask small = filled(3, 3, 0); // 8 boundary pixels
        Mask large = filled(5, 5, 0); // 16
        BoundaryIou boundary = new BoundaryIou(2);
        boundary.add(small, small);
        boundary.add(large, filled(5, 5, 1));

        assertThat(boundary.iou(0)).hasValue(8.0 / 24);
        assertThat(boundary.iou(1)).hasValue(0);
    }

    @Test
    void sizesMustAgree() {
        assertThatThrownBy(() -> new BoundaryIou(2).add(filled(2, 3, 0), filled(3, 2, 0)))
                .hasMessage("truth Mask[2x3] and prediction Mask[3x2] differ in size");
    }

    /** Intersection and union of the boundaries of one class, pixel by pixel and window by window. */
    private static long[] areas(Mask truth, Mask prediction, int index) {
        long[] areas = new long[2];
        for (int y = 0; y < truth.height(); y++) {
            for (int x = 0; x < truth.width(); x++) {
                boolean first = isBoundary(truth, truth, y, x, index);
                boolean second = isBoundary(truth, prediction, y, x, index);
                areas[0] += first && second ? 1 : 0;
                areas[1] += first || second ? 1 : 0;
            }
        }
        return areas;
    }

    private static boolean isBoundary(Mask truth, Mask mask, int y, int x, int index) {
        int width = BoundaryIou.width(mask.height(), mask.width());
        boolean inside = true;
        for (int dy = -width; dy <= width; dy++) {
            for (int dx = -width; dx <= width; dx++) {
                inside &= isOf(truth, mask, y + dy, x + dx, index);
            }
        }
        return isOf(truth, mask, y, x, index) && !inside;
    }

    private static boolean isOf(Mask truth, Mask mask, int y, int x, int index) {
        boolean isPixel = y >= 0 && y < mask.height() && x >= 0 && x < mask.width();
        return isPixel && truth.at(y, x) != IGNORE && mask.at(y, x) == index;
    }

    private static Mask filled(int height, int width, int index) {
        byte[] classes = new byte[height * width];
        Arrays.fill(classes, (byte) index);
        return new Mask(height, width, classes);
    }

    /** Blocks of 6x5 pixels with random classes, the last of them ignored. */
    private static Mask blocks(int height, int width, Seed seed, int values) {
        byte[] classes = new byte[height * width];
        for (int pixel = 0; pixel < classes.length; pixel++) {
            int block = pixel / width / 6 * 100 + pixel % width / 5;
            int value = (int) (seed.uniform(block) * values);
            classes[pixel] = (byte) (value == 3 ? IGNORE : value);
        }
        return new Mask(height, width, classes);
    }
}
