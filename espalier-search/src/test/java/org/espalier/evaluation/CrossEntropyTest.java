package org.espalier.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.espalier.engine.ElementType;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.label.Batch;
import org.espalier.label.LabelSet;
import org.espalier.random.Seed;
import org.espalier.space.Supernet;
import org.junit.jupiter.api.Test;

class CrossEntropyTest {

    private static final byte NONE = (byte) LabelSet.IGNORE;

    /** With kernels of 0 the scores are the biases: the softmax of (0, ln 3) is (1/4, 3/4). */
    @Test
    void isTheMeanOfMinusLogOverLabelledPixels() {
        Graph network = network();
        try (WeightStore weights = WeightStore.of(network, ElementType.FLOAT32, new Seed(1))) {
            weights.weights().values().forEach(weight -> {
                double[] values = new double[(int) weight.elements()];
                if (weight.shape().size() == 1) {
                    values[1] = Math.log(3);
                }
                weights.write(weight.name(), values);
            });
            List<Batch> batches = List.of(batch(0, 1), batch(1, NONE), batch(NONE, NONE));
            double expected = (Math.log(4) + 2 * Math.log(4.0 / 3)) / 3;
            assertThat(CrossEntropy.of(network, weights, batches)).isCloseTo(expected, within(1e-6));
            assertThat(CrossEntropy.of(network, weights, List.of(batch(NONE, NONE))))
                    .isZero();
        }
    }

    @Test
    void scoresThatAreNotNumbersGiveNaN() {
        Graph network = network();
        try (WeightStore weights = WeightStore.of(network, ElementType.FLOAT32, new Seed(1))) {
            weights.weights().values().forEach(weight -> {
                double[] values = new double[(int) weight.elements()];
                Arrays.fill(values, Double.NaN);
                weights.write(weight.name(), values);
            });
            assertThat(CrossEntropy.of(network, weights, List.of(batch(0, 1)))).isNaN();
        }
    }

    private static Graph network() {
        GraphBuilder builder = new GraphBuilder();
        builder.output(Supernet.LOGITS, builder.scope("head").classifier(builder.image(), 2));
        return builder.build();
    }

    /** An image of 1x2. */
    private static Batch batch(int left, int right) {
        return new Batch(new byte[6], new byte[] {(byte) left, (byte) right}, 1, 1, 2);
    }
}
