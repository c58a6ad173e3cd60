package org.espalier.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bytedeco.javacpp.Pointer;
import org.espalier.data.Sample;
import org.espalier.data.Split;
import org.espalier.data.loading.BatchLoader;
import org.espalier.engine.ElementType;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.image.PixelFormat;
import org.espalier.label.LabelSet;
import org.espalier.problem.BadData;
import org.espalier.problem.Failure;
import org.espalier.random.Seed;
import org.espalier.run.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingLoopTest {

    private static final Graph NETWORK = SmallTraining.network();
    private static final Split TRAIN = SmallTraining.DATA.split("train");

    /**
     * The decay of step s, from 0, is {@code (1 + s) / (10 + s)}, at most the configured one: 0.1, 2/11, 0.25 and so
     * on. It reaches 0.5 at step 8 and stays below 0.99 in all twelve steps.
     */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.99})
    void theAverageEqualsAPlainRecomputation(double decay) {
        int steps = 12;
        try (TrainingLoop loop = loop(
                "averageDecay=" + decay,
                "averageStatistics=0",
                "images.batch=8",
                "length={in: steps, steps: " + steps + "}")) {
            loop.pace().fix(steps);
            Map<String, double[]> average = values(loop.result());
            for (int step = 0; step < steps; step++) {
                loop.epoch(Progress.silent());
                double share = 1 - Math.min(decay, (1.0 + step) / (10 + step));
                lastWeights(loop).forEach((name, last) -> {
                    double[] mean = Objects.requireNonNull(average.get(name));
                    Arrays.setAll(mean, i -> mean[i] + share * (last[i] - mean[i]));
                });
            }
            assertThat(loop.pace().steps()).isEqualTo(steps);
            values(loop.result())
                    .forEach((name, values) -> assertThat(values)
                            .as(name)
                            .containsExactly(Objects.requireNonNull(average.get(name)), within(1e-5)));
            assertThat(values(loop.result()).get("body.conv.weight"))
                    .isNotEqualTo(lastWeights(loop).get("body.conv.weight"));
        }
    }

    /** Kernels are those of the average; statistics are those of the first batches, and the steps do not see them. */
    @Test
    void theAverageCanHaveStatisticsOfItsOwn() {
        try (TrainingLoop plain = loop("averageStatistics=0");
                TrainingLoop own = loop("averageStatistics=3")) {
            plain.pace().fix(12);
            own.pace().fix(12);
            for (int epoch = 0; epoch < 2; epoch++) {
                plain.epoch(Progress.silent());
                own.epoch(Progress.silent());
                Map<String, double[]> expected;
                try (WeightStore copy = plain.current().copy();
                        BatchLoader images = SmallTraining.config()
                                .images()
                                .loader(TRAIN, new Seed(SmallTraining.config().seed()).derive("data"))) {
                    OwnStatistics.estimate(NETWORK, copy, images, 0, 3);
                    expected = values(copy);
                }
                assertThat(values(own.current())).usingRecursiveComparison().isEqualTo(expected);
                assertThat(own.current().read("body.norm.mean"))
                        .isNotEqualTo(plain.current().read("body.norm.mean"));
                assertThat(own.current().read("body.conv.weight"))
                        .isEqualTo(plain.current().read("body.conv.weight"));
                assertThat(own.state().groups()).isEqualTo(plain.state().groups());
            }
        }
    }

    @Test
    void statisticsOfDivergedWeightsAreNotEstimated() {
        WeightStore weights = initial();
        weights.write(
                "backbone.conv.weight",
                new double
                        [Math.toIntExact(
                                Objects.requireNonNull(weights.weights().get("backbone.conv.weight"))
                                        .elements())]);
        double[] broken = weights.read("backbone.conv.weight");
        broken[0] = Double.NaN;
        weights.write("backbone.conv.weight", broken);
        try (TrainingLoop loop = new TrainingLoop(
                NETWORK, weights, TRAIN, SmallTraining.config("averageStatistics=1", "weights.nonFiniteLimit=100"))) {
            loop.pace().fix(12);
            loop.epoch(Progress.silent());
            assertThat(loop.current().read("backbone.conv.weight")).contains(Double.NaN);
        }
    }

    @Test
    void withoutADecayTheLastWeightsAreTheResult() {
        try (TrainingLoop loop = loop("averageDecay=0")) {
            loop.pace().fix(4);
            loop.epoch(Progress.silent());
            assertThat(values(loop.result())).usingRecursiveComparison().isEqualTo(lastWeights(loop));
        }
    }

    @Test
    void aRestoredLoopContinuesLikeTheUninterruptedOne() {
        try (TrainingLoop uninterrupted = loop();
                TrainingLoop restored = loop()) {
            uninterrupted.pace().fix(12);
            restored.pace().fix(12);
            uninterrupted.epoch(Progress.silent());
            restored.restore(uninterrupted.state());
            assertThat(restored.state()).isEqualTo(uninterrupted.state());
            assertSameSteps(uninterrupted, restored);
        }
    }

    @Test
    void measuringAStepRestoresTheState() {
        try (TrainingLoop measured = loop();
                TrainingLoop plain = loop()) {
            assertThat(measured.secondsPerStep()).isPositive();
            assertThat(measured.state()).isEqualTo(plain.state());
            plain.pace().fix(12);
            measured.pace().fix(12);
            assertSameSteps(plain, measured);
        }
    }

    /** NaN weights make every step non-finite: it changes nothing but counts. */
    @Test
    void aRestoredLoopStopsAtTheSameStepAsTheUninterruptedOne() {
        try (TrainingLoop uninterrupted = diverged();
                TrainingLoop restored = diverged()) {
            uninterrupted.pace().fix(12);
            restored.pace().fix(12);
            assertThat(uninterrupted.epoch(Progress.silent()).skippedSteps()).isEqualTo(4);
            restored.restore(uninterrupted.state());
            assertThatThrownBy(() -> uninterrupted.epoch(Progress.silent()))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("step 5 is not finite")
                    .hasMessageContaining("stops at 6 such steps");
            assertThatThrownBy(() -> restored.epoch(Progress.silent()))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("step 5 is not finite");
        }
    }

    /** The copies for the average and the best weights exist when the classes are counted. */
    @Test
    void aLoopThatCannotReadItsImagesClosesWhatItOpened() {
        assertClosed(
                () -> new TrainingLoop(NETWORK, initial(), new Unreadable(TRAIN), patient()),
                BadData.class,
                "the picture is broken");
    }

    /** All but the step itself exists when its graph is cut out of the network. */
    @Test
    void aLoopWithoutLogitsClosesWhatItOpened() {
        GraphBuilder other = new GraphBuilder();
        other.output("other", other.scope("backbone").conv(other.image(), 8, 3, 4));
        assertClosed(
                () -> new TrainingLoop(other.build(), initial(), TRAIN, patient()),
                IllegalArgumentException.class,
                "logits");
    }

    private static TrainConfig patient() {
        return SmallTraining.config("stop={patience: 2, share: 0.25, gap: 0.1}");
    }

    /** Counts the native objects that are not closed, before and after. */
    private static void assertClosed(ThrowingCallable constructor, Class<? extends Throwable> problem, String said) {
        loop().close();
        long handles = Pointer.totalCount();
        assertThatThrownBy(constructor).isInstanceOf(problem).hasMessageContaining(said);
        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(handles);
    }

    /** A split whose samples cannot be decoded. */
    private record Unreadable(Split whole) implements Split {

        @Override
        public String name() {
            return whole.name();
        }

        @Override
        public LabelSet labels() {
            return whole.labels();
        }

        @Override
        public PixelFormat format() {
            return whole.format();
        }

        @Override
        public int size() {
            return whole.size();
        }

        @Override
        public Sample sample(int index) {
            throw new BadData("the picture is broken");
        }

        @Override
        public String fingerprint() {
            return whole.fingerprint();
        }
    }

    private static void assertSameSteps(TrainingLoop one, TrainingLoop other) {
        for (int epoch = 0; epoch < 2; epoch++) {
            EpochResult expected = one.epoch(Progress.silent());
            EpochResult got = other.epoch(Progress.silent());
            assertThat(got.loss()).isEqualTo(expected.loss());
            assertThat(other.state().groups()).isEqualTo(one.state().groups());
        }
    }

    private static TrainingLoop loop(String... settings) {
        return new TrainingLoop(NETWORK, initial(), TRAIN, SmallTraining.config(settings));
    }

    private static TrainingLoop diverged() {
        WeightStore weights = initial();
        weights.write("head.classifier.bias", new double[] {Double.NaN, 0, 0, 0, 0, 0, 0, 0, 0});
        return new TrainingLoop(NETWORK, weights, TRAIN, SmallTraining.config("weights.nonFiniteLimit=6"));
    }

    private static WeightStore initial() {
        return WeightStore.of(NETWORK, ElementType.FLOAT32, new Seed(1));
    }

    private static Map<String, double[]> lastWeights(TrainingLoop loop) {
        Map<String, double[]> values = new HashMap<>();
        loop.state().group("weights").byName().forEach((name, tensor) -> values.put(name, tensor.doubles()));
        return values;
    }

    private static Map<String, double[]> values(WeightStore weights) {
        Map<String, double[]> values = new HashMap<>();
        weights.weights().keySet().forEach(name -> values.put(name, weights.read(name)));
        return values;
    }
}
