package org.espalier.engine.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.espalier.engine.LibTorch;
import org.espalier.engine.SmallNets;
import org.espalier.engine.reference.ReferenceArray;
import org.espalier.engine.tensor.HostArrays;
import org.espalier.graph.Extent;
import org.espalier.graph.Type;
import org.espalier.loss.Loss;
import org.espalier.problem.BadData;
import org.espalier.random.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses compared with their definitions in plain Java, and their gradients with finite differences. */
class LossValuesTest {

    private static final int CLASSES = 4;
    private static final Extent EXTENT = new Extent(2, 5, 6);
    private static final Seed SEED = new Seed(11);
    private static final List<Double> WEIGHTS = List.of(0.5, 2.0, 1.0, 3.0);

    static Stream<Loss> losses() {
        return Stream.of(
                Loss.crossEntropy(),
                new Loss.CrossEntropy(255, WEIGHTS, 0),
                new Loss.CrossEntropy(255, List.of(), 0.1),
                new Loss.CrossEntropy(255, WEIGHTS, 0.2),
                new Loss.HardExampleCrossEntropy(255, 0.3, 0.1, List.of()),
                new Loss.HardExampleCrossEntropy(255, 0.01, 0.4, List.of()),
                new Loss.HardExampleCrossEntropy(255, 0.3, 0.1, WEIGHTS),
                new Loss.Dice(255, 1),
                new Loss.Dice(255, 0),
                new Loss.Sum(
                        List.of(new Loss.Part(0.7, Loss.crossEntropy()), new Loss.Part(2, new Loss.Dice(255, 1)))));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void equalsItsDefinition(Loss loss) {
        byte[] labels = labels();
        double[] logits = SmallNets.numbers(SEED, (long) CLASSES * labels.length);
        Arrays.setAll(logits, place -> 3 * logits[place]);
        double[] gradient = new double[logits.length];
        assertThat(run(loss, logits, labels, gradient))
                .isCloseTo(LossReference.of(loss, pixels(logits), labels), within(1e-12));
        for (int place = 0; place < logits.length; place++) {
            double kept = logits[place];
            logits[place] = kept + 1e-5;
            double above = LossReference.of(loss, pixels(logits), labels);
            logits[place] = kept - 1e-5;
            double below = LossReference.of(loss, pixels(logits), labels);
            logits[place] = kept;
            assertThat(gradient[place]).as("logit %d", place).isCloseTo((above - below) / 2e-5, within(1e-8));
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void isZeroWhereAllPixelsAreIgnored(Loss loss) {
        byte[] labels = new byte[2 * 5 * 6];
        Arrays.fill(labels, (byte) 255);
        double[] logits = SmallNets.numbers(SEED, (long) CLASSES * labels.length);
        double[] gradient = new double[logits.length];
        assertThat(run(loss, logits, labels, gradient)).isZero();
        assertThat(gradient).containsOnly(0);
    }

    @Test
    void theIgnoredValueMayBeAClassNumber() {
        byte[] labels = labels();
        byte[] voidIsTwo = labels.clone();
        for (int place = 0; place < labels.length; place++) {
            labels[place] = (byte) (labels[place] == 2 ? 255 : labels[place]);
            voidIsTwo[place] = labels[place] == -1 ? 2 : labels[place];
        }
        double[] logits = SmallNets.numbers(SEED, (long) CLASSES * labels.length);
        double[] gradient = new double[logits.length];
        assertThat(run(new Loss.CrossEntropy(2, List.of(), 0), logits, voidIsTwo, gradient))
                .isEqualTo(run(Loss.crossEntropy(), logits, labels, gradient));
    }

    @Test
    void aLabelThatIsNotAClassIsRejected() {
        byte[] labels = labels();
        labels[7] = 9;
        assertThatThrownBy(() -> run(Loss.crossEntropy(), new double[CLASSES * labels.length], labels, new double[0]))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("value 9 in 1 pixels")
                .hasMessageContaining("0 to 3");
    }

    @Test
    void classWeightsForAnotherNumberOfClassesAreRejected() {
        Loss loss = new Loss.CrossEntropy(255, List.of(1.0), 0);
        assertThatThrownBy(() -> run(loss, new double[CLASSES * 60], labels(), new double[0]))
                .hasMessageContaining("1 weights for logits of 4 classes");
    }

    /** Returns the loss; writes its gradient to {@code gradient}. */
    @SuppressWarnings("try") // the scope is there to be closed, not read
    private static double run(Loss loss, double[] logits, byte[] labels, double[] gradient) {
        LibTorch.load();
        try (PointerScope scope = new PointerScope()) {
            List<Integer> shape = new Type.Features(CLASSES, 1).shape(EXTENT);
            Tensor leaf = HostArrays.tensor(logits, shape, ScalarType.Double);
            leaf.set_requires_grad(true);
            Tensor value = new LossValues(ScalarType.Double).of(loss, leaf, labels);
            value.backward();
            System.arraycopy(HostArrays.doubles(leaf.grad()), 0, gradient, 0, gradient.length);
            return value.item_double();
        }
    }

    private static byte[] labels() {
        byte[] labels = new byte[EXTENT.batch() * EXTENT.height() * EXTENT.width()];
        for (int place = 0; place < labels.length; place++) {
            long bits = SEED.derive("labels").bits(place) & 7;
            labels[place] = (byte) (bits > 4 ? 255 : bits == 3 ? 0 : bits % CLASSES);
        }
        return labels;
    }

    /** From [N, C, h, w] to [pixels, C]. */
    private static double[][] pixels(double[] logits) {
        ReferenceArray array = new ReferenceArray(new Type.Features(CLASSES, 1).shape(EXTENT), logits);
        int pixels = EXTENT.height() * EXTENT.width();
        double[][] result = new double[EXTENT.batch() * pixels][CLASSES];
        for (int place = 0; place < result.length; place++) {
            for (int c = 0; c < CLASSES; c++) {
                int inImage = place % pixels;
                result[place][c] = array.at(place / pixels, c, inImage / EXTENT.width(), inImage % EXTENT.width());
            }
        }
        return result;
    }
}
