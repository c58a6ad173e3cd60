package org.espalier.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.espalier.label.Mask;
import org.espalier.random.Seed;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {

    private static final int IGNORE = 255;

    @Test
    void iouIsIntersectionOverUnionOverAllPixels() {
        ConfusionMatrix matrix = count(3, new int[] {0, 0, 0, 1, 1, 2}, new int[] {0, 0, 1, 1, 2, 2});

        assertThat(matrix.iou(0)).hasValue(2.0 / 3);
        assertThat(matrix.iou(1)).hasValue(1.0 / 3);
        assertThat(matrix.iou(2)).hasValue(1.0 / 2);
        assertThat(matrix.meanIou()).hasValue((2.0 / 3 + 1.0 / 3 + 1.0 / 2) / 3);
        assertThat(matrix.pixelAccuracy()).hasValue(4.0 / 6);
    }

    @Test
    void pixelsWithoutTruthAreDroppedForAnyPrediction() {
        ConfusionMatrix matrix = count(2, new int[] {0, 1, IGNORE, IGNORE, IGNORE}, new int[] {0, 1, 0, 1, IGNORE});

        assertThat(matrix.pixels()).isEqualTo(2);
        assertThat(matrix.meanIou()).hasValue(1);
    }

    @Test
    void classAbsentFromTruthAndPredictionHasNoIouAndIsNotInTheMean() {
        ConfusionMatrix matrix = count(3, new int[] {0, 0, 1}, new int[] {0, 0, 1});

        assertThat(matrix.iou(2)).isEmpty();
        assertThat(matrix.meanIou()).hasValue(1);
    }

    @Test
    void classPredictedButAbsentFromTruthCountsAsZero() {
        ConfusionMatrix matrix = count(3, new int[] {0, 0, 1}, new int[] {0, 2, 1});

        assertThat(matrix.iou(2)).hasValue(0);
        assertThat(matrix.meanIou().orElseThrow()).isCloseTo((0.5 + 1 + 0) / 3, within(1e-15));
    }

    @Test
    void leavingPixelsOutOfThePredictionIsAMiss() {
        ConfusionMatrix matrix = count(2, new int[] {0, 0, 1, 1}, new int[] {0, IGNORE, 1, 1});

        assertThat(matrix.iou(0)).hasValue(0.5);
        assertThat(matrix.iou(1)).hasValue(1);
        assertThat(matrix.unpredicted(0)).isEqualTo(1);
        assertThat(matrix.pixelAccuracy()).hasValue(0.75);
    }

    @Test
    void nothingCountedHasNoScore() {
        ConfusionMatrix matrix = new ConfusionMatrix(4);

        assertThat(matrix.meanIou()).isEmpty();
        assertThat(matrix.pixelAccuracy()).isEmpty();
        assertThat(matrix.meanDice()).isEmpty();
        assertThat(matrix.meanAccuracy()).isEmpty();
        assertThat(matrix.frequencyWeightedIou()).isEmpty();
    }

    @Test
    void diceAccuraciesAndWeightedIouByHand() {
        // truth: 3 of class 0, 1 of class 1, none of class 2; class 3 occurs nowhere
        ConfusionMatrix matrix = count(4, new int[] {0, 0, 0, 1}, new int[] {0, 0, 2, 1});

        assertThat(matrix.dice(0)).hasValue(4.0 / 5);
        assertThat(matrix.dice(1)).hasValue(1);
        assertThat(matrix.dice(2)).hasValue(0);
        assertThat(matrix.dice(3)).isEmpty();
        assertThat(matrix.meanDice().orElseThrow()).isCloseTo((0.8 + 1 + 0) / 3, within(1e-15));
        assertThat(matrix.accuracy(0)).hasValue(2.0 / 3);
        assertThat(matrix.accuracy(2)).isEmpty();
        assertThat(matrix.meanAccuracy().orElseThrow()).isCloseTo((2.0 / 3 + 1) / 2, within(1e-15));
        assertThat(matrix.frequencyWeightedIou().orElseThrow()).isCloseTo(0.75 * 2 / 3 + 0.25 * 1, within(1e-15));
        assertThat(matrix.truePixels(0)).isEqualTo(3);
        assertThat(matrix.predictedPixels(2)).isEqualTo(1);
    }

    @Test
    void confusionsWithinACategoryAreHits() {
        ConfusionMatrix matrix = count(3, new int[] {0, 0, 1, 2, 2}, new int[] {1, 0, 2, 2, IGNORE});
        ConfusionMatrix categories = matrix.byCategory(List.of(0, 0, 1));

        assertThat(categories.classes()).isEqualTo(2);
        assertThat(categories.iou(0)).hasValue(2.0 / 3);
        assertThat(categories.iou(1)).hasValue(1.0 / 3);
        assertThat(categories.unpredicted(1)).isEqualTo(1);
        assertThat(categories.pixels()).isEqualTo(5);
        assertThatThrownBy(() -> matrix.byCategory(List.of(0, 1)))
                .hasMessage("categories of 2 classes, for a matrix of 3");
    }

    @Test
    void mergedMatricesEqualOneOverAllImages() {
        int[] truth = random(new Seed(1), 5);
        int[] prediction = random(new Seed(2), 5);
        ConfusionMatrix whole = count(5, truth, prediction);
        whole.add(bytes(prediction), bytes(truth));
        ConfusionMatrix merged = count(5, truth, prediction);
        merged.merge(count(5, prediction, truth));

        for (int t = 0; t < 5; t++) {
            for (int p = 0; p < 5; p++) {
                assertThat(merged.count(t, p)).isEqualTo(whole.count(t, p));
            }
        }
        assertThat(merged.meanIou()).isEqualTo(whole.meanIou());
    }

    @Test
    void countsBeyondTheRangeOfAnInt() {
        ConfusionMatrix matrix = new ConfusionMatrix(1);
        matrix.add(new byte[1 << 20], new byte[1 << 20]);
        for (int doubling = 0; doubling < 12; doubling++) {
            ConfusionMatrix copy = new ConfusionMatrix(1);
            copy.merge(matrix);
            matrix.merge(copy);
        }

        assertThat(matrix.pixels()).isEqualTo(1L << 32);
    }

    @Test
    void invalidClassNumbersAndSizesAreRefusedAndNothingIsCounted() {
        ConfusionMatrix matrix = new ConfusionMatrix(3);

        assertThatThrownBy(() -> matrix.add(bytes(0, 1), bytes(0, 3)))
                .hasMessage("class number 3 in the prediction: allowed 0..2 and 255 (ignore)");
        assertThatThrownBy(() -> matrix.add(bytes(0, 254), bytes(0, 0)))
                .hasMessageContaining("class number 254 in the truth");
        assertThatThrownBy(() -> matrix.add(new Mask(1, 2, bytes(0, 0)), new Mask(2, 1, bytes(0, 0))))
                .hasMessage("truth Mask[1x2] and prediction Mask[2x1] differ in size");
        assertThat(matrix.pixels()).isZero();
    }

    private static ConfusionMatrix count(int classes, int[] truth, int[] prediction) {
        ConfusionMatrix matrix = new ConfusionMatrix(classes);
        matrix.add(new Mask(1, truth.length, bytes(truth)), new Mask(1, prediction.length, bytes(prediction)));
        return matrix;
    }

    private static int[] random(Seed seed, int classes) {
        return seed.generator().ints(1000, 0, classes).toArray();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
