package org.espalier.engine.weight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.espalier.engine.ElementType;
import org.espalier.engine.Feeds;
import org.espalier.engine.Inference;
import org.espalier.engine.Optimization;
import org.espalier.engine.SmallNets;
import org.espalier.engine.StatisticsEstimation;
import org.espalier.engine.StepRules;
import org.espalier.engine.TrainingStep;
import org.espalier.engine.WeightStore;
import org.espalier.engine.reference.Reference;
import org.espalier.engine.reference.ReferenceArray;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Initializer;
import org.espalier.graph.Op;
import org.espalier.graph.Op.BatchNorm.Statistics;
import org.espalier.graph.Role;
import org.espalier.graph.Scope;
import org.espalier.graph.Type;
import org.espalier.graph.Value;
import org.espalier.graph.Weight;
import org.espalier.loss.Objective;
import org.espalier.optimizer.Optimizer;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.espalier.schedule.Moment;
import org.junit.jupiter.api.Test;

/** Running statistics are updated once a step from the batch. */
class MovingStatisticsTest {

    private static final Seed SEED = new Seed(5);
    private static final Extent EXTENT = new Extent(2, 3, 4);
    private static final Type MAP = new Type.Features(2, 1);

    @Test
    void statisticsMoveByTheMomentumTowardsMeanAndUnbiasedVariance() {
        Graph graph = graph(norm("a", 2, 0.3, Statistics.BATCH));
        try (WeightStore store = store(graph)) {
            double[] mean = store.read("a.mean");
            double[] variance = store.read("a.variance");
            step(graph, store, fed(1));
            ReferenceArray x = new ReferenceArray(MAP.shape(EXTENT), fed(1));
            for (int c = 0; c < 2; c++) {
                assertThat(store.read("a.mean")[c]).isCloseTo(0.7 * mean[c] + 0.3 * mean(x, c), within(1e-12));
                assertThat(store.read("a.variance")[c])
                        .isCloseTo(0.7 * variance[c] + 0.3 * variance(x, c), within(1e-12));
            }
        }
    }

    @Test
    void sharedStatisticsMoveByTheMeanOverAllNodes() {
        Op.BatchNorm norm = norm("a", 2, 0.3, Statistics.BATCH);
        Graph graph = graph(norm, norm, norm);
        try (WeightStore store = store(graph)) {
            double[] mean = store.read("a.mean");
            double[] variance = store.read("a.variance");
            step(graph, store, fed(1), fed(2), fed(3));
            for (int c = 0; c < 2; c++) {
                double means = 0;
                double variances = 0;
                for (int node = 1; node <= 3; node++) {
                    ReferenceArray x = new ReferenceArray(MAP.shape(EXTENT), fed(node));
                    means += mean(x, c) / 3;
                    variances += variance(x, c) / 3;
                }
                assertThat(store.read("a.mean")[c]).isCloseTo(0.7 * mean[c] + 0.3 * means, within(1e-12));
                assertThat(store.read("a.variance")[c]).isCloseTo(0.7 * variance[c] + 0.3 * variances, within(1e-12));
            }
        }
    }

    @Test
    void stackedAndSlicedStatisticsMoveInTheirBuffers() {
        Weight.Named one = statistic("one", 1);
        Weight.Slice two = new Weight.Slice(statistic("many", 3), 0, 1, 2);
        Weight.Stack mean = new Weight.Stack(List.of(one, two));
        Op.BatchNorm joined = new Op.BatchNorm(
                mean, statistic("variance", 2), Optional.empty(), Optional.empty(), 1e-5, 0.3, Statistics.BATCH);
        Graph graph = graph(joined);
        try (WeightStore store = store(graph)) {
            double[] before = store.read("many");
            double first = store.read("one")[0];
            step(graph, store, fed(1));
            ReferenceArray x = new ReferenceArray(MAP.shape(EXTENT), fed(1));
            assertThat(store.read("one")[0]).isCloseTo(0.7 * first + 0.3 * mean(x, 0), within(1e-12));
            assertThat(store.read("many"))
                    .containsExactly(
                            new double[] {before[0], 0.7 * before[1] + 0.3 * mean(x, 1), before[2]}, within(1e-12));
        }
    }

    @Test
    void storedStatisticsInUseDoNotMove() {
        Graph graph = graph(norm("a", 2, 0.3, Statistics.RUNNING));
        try (WeightStore store = store(graph)) {
            double[] mean = store.read("a.mean");
            step(graph, store, fed(1));
            assertThat(store.read("a.mean")).isEqualTo(mean);
        }
    }

    @Test
    void statisticsDoNotMoveInInference() {
        Graph graph = graph(norm("a", 2, 0.3, Statistics.BATCH));
        try (WeightStore store = store(graph);
                Inference inference = new Inference(graph, store)) {
            double[] mean = store.read("a.mean");
            inference.run(feeds(fed(1))).close();
            assertThat(store.read("a.mean")).isEqualTo(mean);
        }
    }

    @Test
    void anEstimationIsTheMeanOverAllBatches() {
        Op.BatchNorm norm = norm("a", 2, 0.3, Statistics.BATCH);
        Graph graph = graph(norm, norm);
        try (WeightStore store = store(graph);
                StatisticsEstimation estimation = new StatisticsEstimation(graph, store)) {
            estimation.add(feeds(fed(1), fed(2)));
            estimation.add(feeds(fed(3), fed(4)));
            estimation.add(feeds(fed(5), fed(6)));
            for (int c = 0; c < 2; c++) {
                double means = 0;
                double variances = 0;
                for (int number = 1; number <= 6; number++) {
                    ReferenceArray x = new ReferenceArray(MAP.shape(EXTENT), fed(number));
                    means += mean(x, c) / 6;
                    variances += variance(x, c) / 6;
                }
                assertThat(store.read("a.mean")[c]).isCloseTo(means, within(1e-12));
                assertThat(store.read("a.variance")[c]).isCloseTo(variances, within(1e-12));
            }
        }
    }

    @Test
    void oneValuePerChannelIsRejected() {
        GraphBuilder builder = new GraphBuilder();
        Scope scope = builder.scope("aspp");
        builder.output("y", scope.normalize(scope.globalAvgPool(builder.input("x0", MAP))));
        Graph graph = builder.build();
        try (WeightStore store = store(graph);
                Inference inference = new Inference(graph, store)) {
            Feeds one = Feeds.of(Extent.of(3, 4)).numbers("x0", new double[24]);
            assertThatThrownBy(() -> inference.run(one))
                    .isInstanceOf(BadUsage.class)
                    .hasMessageContaining("aspp.norm")
                    .hasMessageContaining("a batch of 2 or more");
        }
    }

    /** One input and one output for each normalisation. */
    private static Graph graph(Op.BatchNorm... norms) {
        GraphBuilder builder = new GraphBuilder();
        for (int place = 0; place < norms.length; place++) {
            Value x = builder.input("x" + place, MAP);
            builder.output("y" + place, builder.scope("norms").add("norm", norms[place], x));
        }
        return builder.build();
    }

    private static void step(Graph graph, WeightStore store, double[]... fed) {
        Objective objective = new Objective(graph.outputs().keySet().stream()
                .map(y -> (Objective.Term) new Objective.OfValue(y, 1))
                .toList());
        try (Optimization none = new Optimization(store, new Optimizer.Sgd(0, false, Map.of()), Set.of(Role.KERNEL));
                TrainingStep step = new TrainingStep(graph, objective, none, StepRules.of(SEED))) {
            assertThat(step.run(feeds(fed), Moment.of(0, 1), 0).moved()).isTrue();
        }
    }

    private static Feeds feeds(double[]... fed) {
        Feeds feeds = Feeds.of(EXTENT);
        for (int place = 0; place < fed.length; place++) {
            feeds.numbers("x" + place, fed[place]);
        }
        return feeds;
    }

    private static double[] fed(int number) {
        return SmallNets.numbers(SEED.derive(number), MAP.elements(EXTENT));
    }

    private static WeightStore store(Graph graph) {
        return WeightStore.of(graph, ElementType.FLOAT64, SEED);
    }

    private static Op.BatchNorm norm(String name, int channels, double momentum, Statistics statistics) {
        return new Op.BatchNorm(
                statistic(name + ".mean", channels),
                statistic(name + ".variance", channels),
                Optional.empty(),
                Optional.empty(),
                1e-5,
                momentum,
                statistics);
    }

    private static Weight.Named statistic(String name, int channels) {
        return new Weight.Named(name, List.of(channels), Role.STATISTICS, new Initializer.Constant(0.25));
    }

    private static double mean(ReferenceArray x, int channel) {
        return Reference.mean(x, 0, x.length(0), channel);
    }

    /** With n - 1 in the denominator. */
    private static double variance(ReferenceArray x, int channel) {
        double mean = mean(x, channel);
        int count = x.length(0) * x.length(2) * x.length(3);
        ReferenceArray squares = x.map(value -> (value - mean) * (value - mean));
        return mean(squares, channel) * count / (count - 1);
    }
}
