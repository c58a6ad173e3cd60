package org.espalier.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.espalier.engine.ElementType;
import org.espalier.engine.Feeds;
import org.espalier.engine.Gradients;
import org.espalier.engine.MapLayout;
import org.espalier.engine.Optimization;
import org.espalier.engine.StepRules;
import org.espalier.engine.TrainingStep;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Role;
import org.espalier.graph.Weight;
import org.espalier.loss.Loss;
import org.espalier.loss.Objective;
import org.espalier.optimizer.Optimizer;
import org.espalier.pass.Pass;
import org.espalier.pass.Passes;
import org.espalier.random.Seed;
import org.espalier.schedule.Moment;
import org.espalier.search.SearchBench.Result;
import org.espalier.search.SearchBench.Way;
import org.espalier.search.autodeeplab.AutoDeepLabConfig;
import org.espalier.space.Supernet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** All ways of running a supernet give the same result. */
class SearchWaysTest {

    private static final int CLASSES = 4;
    private static final Seed SEED = new Seed(3);
    private static final Extent EXTENT = new Extent(2, 37, 45);
    private static final Set<Role> WEIGHTS = Set.of(Role.KERNEL, Role.SCALE, Role.BIAS);

    private final Supernet supernet = AutoDeepLabConfig.TINY.space().supernet(CLASSES);
    private final Feeds feeds = feeds();

    @Test
    void allGradientsEqualThePlainOnes() {
        for (Set<Role> roles : List.of(WEIGHTS, Set.of(Role.ARCHITECTURE))) {
            Map<String, double[]> plain = plain(roles, ElementType.FLOAT64);
            for (Gradients kind : List.of(Gradients.SEGMENTS, Gradients.RECOMPUTED)) {
                Map<String, double[]> fast = fast(roles, ElementType.FLOAT64, kind);
                assertThat(fast.keySet()).isEqualTo(plain.keySet()).isNotEmpty();
                plain.forEach((name, expected) -> {
                    double[] got = Objects.requireNonNull(fast.get(name), name);
                    double largest =
                            Arrays.stream(expected).map(Math::abs).max().orElseThrow();
                    for (int i = 0; i < expected.length; i++) {
                        assertThat(Math.abs(got[i] - expected[i]))
                                .as("%s %s[%d]", kind, name, i)
                                .isLessThanOrEqualTo(1e-9 * largest + 1e-15);
                    }
                });
            }
        }
    }

    @Test
    void inSinglePrecisionTheyAgreeToAThousandthOfTheirNorm() {
        for (Set<Role> roles : List.of(WEIGHTS, Set.of(Role.ARCHITECTURE))) {
            Map<String, double[]> plain = plain(roles, ElementType.FLOAT32);
            for (Gradients kind : List.of(Gradients.SEGMENTS, Gradients.RECOMPUTED)) {
                Map<String, double[]> fast = fast(roles, ElementType.FLOAT32, kind);
                double norm = 0;
                double difference = 0;
                for (Map.Entry<String, double[]> expected : plain.entrySet()) {
                    double[] got = Objects.requireNonNull(fast.get(expected.getKey()), expected.getKey());
                    for (int i = 0; i < got.length; i++) {
                        norm += Math.pow(expected.getValue()[i], 2);
                        difference += Math.pow(got[i] - expected.getValue()[i], 2);
                    }
                }
                assertThat(Math.sqrt(difference)).as("%s", kind).isLessThanOrEqualTo(1e-3 * Math.sqrt(norm));
            }
        }
    }

    @Test
    @Tag("slow")
    void twentyStepsFindTheSameArchitecture() {
        String plain = found(List.of(), MapLayout.PLANES, Gradients.WHOLE);
        assertThat(found(Passes.FOR_TRAINING, MapLayout.CHANNELS_LAST, Gradients.SEGMENTS))
                .isEqualTo(plain);
        assertThat(found(Passes.FOR_TRAINING, MapLayout.CHANNELS_LAST, Gradients.RECOMPUTED))
                .isEqualTo(plain);
    }

    @Test
    void theBenchMeasuresAllWaysOfOneSupernet() {
        SearchBench bench =
                SearchBench.of(AutoDeepLabConfig.TINY.space().supernet(SearchBench.classes()), new Extent(2, 33, 33));
        List<Duration> left = new ArrayList<>();
        List<Result> results = bench.run(List.of(Way.FAST, Way.LOW_MEMORY, Way.PLAIN), 1, left::add);

        assertThat(left).hasSize(2);
        assertThat(left.getFirst()).isPositive();
        assertThat(left.getLast()).isZero();

        assertThat(results).extracting(Result::way).containsExactly(Way.FAST, Way.LOW_MEMORY, Way.PLAIN);
        assertThat(results).allSatisfy(result -> {
            assertThat(result.weightStepSeconds()).isPositive();
            assertThat(result.architectureStepSeconds()).isPositive();
            assertThat(result.parameters()).isEqualTo(results.getFirst().parameters());
            assertThat(result.multiplyAdds()).isEqualTo(results.getFirst().multiplyAdds());
        });
        assertThat(results.getFirst().operations()).isLessThan(results.getLast().operations());
        assertThat(bench.profile()).anyMatch(kind -> kind.operation().equals("conv2d 3x3 depthwise"));
    }

    private Map<String, double[]> plain(Set<Role> roles, ElementType type) {
        return gradients(roles, type, List.of(), MapLayout.PLANES, Gradients.WHOLE);
    }

    private Map<String, double[]> fast(Set<Role> roles, ElementType type, Gradients kind) {
        return gradients(roles, type, Passes.FOR_TRAINING, MapLayout.CHANNELS_LAST, kind);
    }

    private Map<String, double[]> gradients(
            Set<Role> roles, ElementType type, List<Pass> passes, MapLayout layout, Gradients kind) {
        try (WeightStore store = WeightStore.of(supernet.graph().weights().values(), type, SEED, layout);
                Optimization optimization = new Optimization(store, Optimizer.sgd(0), roles);
                TrainingStep step = step(passes, optimization, kind)) {
            assertThat(step.run(feeds, new Moment(0, 0), 0).moved()).isTrue();
            return supernet.scores().weights().values().stream()
                    .filter(weight -> roles.contains(weight.role()))
                    .collect(Collectors.toMap(Weight.Named::name, weight -> store.readGradient(weight.name())));
        }
    }

    /** Twenty weight and architecture steps in turns. */
    private String found(List<Pass> passes, MapLayout layout, Gradients kind) {
        try (WeightStore store =
                        WeightStore.of(supernet.graph().weights().values(), ElementType.FLOAT64, SEED, layout);
                Optimization ofWeights = new Optimization(store, Optimizer.sgd(0.9), WEIGHTS);
                Optimization ofArchitecture = new Optimization(
                        store, new Optimizer.Adam(0.9, 0.999, 1e-8, Map.of()), Set.of(Role.ARCHITECTURE));
                TrainingStep weightStep = step(passes, ofWeights, kind);
                TrainingStep architectureStep = step(passes, ofArchitecture, kind)) {
            for (int index = 0; index < 20; index++) {
                weightStep.run(feeds, Moment.of(index, 20), 0.02);
                architectureStep.run(feeds, Moment.of(index, 20), 0.02);
            }
            Map<String, double[]> parameters = new TreeMap<>();
            store.weights().values().stream()
                    .filter(weight -> weight.role() == Role.ARCHITECTURE)
                    .forEach(weight -> parameters.put(weight.name(), store.read(weight.name())));
            return AutoDeepLabConfig.TINY
                    .space()
                    .decode(supernet.weights(parameters))
                    .toString();
        }
    }

    private TrainingStep step(List<Pass> passes, Optimization optimization, Gradients kind) {
        Graph graph = Passes.apply(passes, supernet.scores());
        Objective objective = Objective.of(Loss.crossEntropy(), Supernet.LOGITS);
        return new TrainingStep(
                graph, objective, optimization, StepRules.of(SEED).with(kind));
    }

    private static Feeds feeds() {
        int pixels = EXTENT.batch() * EXTENT.height() * EXTENT.width();
        byte[] image = new byte[3 * pixels];
        SEED.generator().nextBytes(image);
        byte[] labels = new byte[pixels];
        for (int pixel = 0; pixel < pixels; pixel++) {
            labels[pixel] = (byte) (pixel / 7 % CLASSES);
        }
        return Feeds.of(EXTENT).image(GraphBuilder.IMAGE, image).labels(Objective.LABELS, labels);
    }
}
