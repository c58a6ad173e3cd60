package org.espalier.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.engine.ElementType;
import org.espalier.engine.Feeds;
import org.espalier.engine.Gradients;
import org.espalier.engine.Optimization;
import org.espalier.engine.SmallNets;
import org.espalier.engine.StepRules;
import org.espalier.engine.TrainingStep;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Initializer;
import org.espalier.graph.Op;
import org.espalier.graph.Op.Activation.Function;
import org.espalier.graph.Padding;
import org.espalier.graph.Role;
import org.espalier.graph.Scope;
import org.espalier.graph.Type;
import org.espalier.graph.Value;
import org.espalier.graph.Weight;
import org.espalier.kernel.Kernels;
import org.espalier.loss.Objective;
import org.espalier.optimizer.Optimizer;
import org.espalier.random.Seed;
import org.espalier.schedule.Moment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps whose operations run in kernels of our own equal steps by libtorch and its autograd. */
class KernelOperationsTest {

    private static final double TOLERANCE = 2e-4;
    private static final Set<Role> WEIGHTS = Set.of(Role.KERNEL, Role.SCALE, Role.BIAS, Role.ARCHITECTURE);
    private static final Moment MOMENT = new Moment(0, 0);

    /** Part of a graph, on features at stride 1. */
    interface Block {
        Value apply(Scope scope, Value x);
    }

    /** The build runs this class in two JVMs, with and without vectors. */
    @Test
    void thisJvmHasVectorsUnlessTheBuildTookThemAway() {
        assertThat(Kernels.areAvailable()).isEqualTo(!Boolean.getBoolean("espalier.withoutVectors"));
    }

    static Stream<Arguments> blocks() {
        Map<String, Block> blocks = new LinkedHashMap<>();
        blocks.put("norm, ReLU", (scope, x) -> scope.relu(scope.normalize(x)));
        blocks.put("norm, ReLU6", (scope, x) -> scope.activate(scope.normalize(x), Function.RELU6));
        blocks.put("norm, sigmoid", (scope, x) -> scope.activate(scope.normalize(x), Function.SIGMOID));
        blocks.put(
                "norm without scale and shift",
                (scope, x) ->
                        scope.relu(scope.styled(scope.style().withAffine(false)).normalize(x)));
        blocks.put("ReLU of a value that others read", (scope, x) -> scope.sum(List.of(x, scope.relu(x))));
        blocks.put("ReLU, conv, norm", (scope, x) -> scope.normalize(scope.conv(scope.relu(x), 20, 3, 1)));
        blocks.put(
                "a pool between kernels",
                (scope, x) -> scope.conv(scope.maxPool(scope.conv(x, 12, 3, 2), 3, 1), 5, 1, 1));
        blocks.put(
                "pooled value", (scope, x) -> scope.relu(scope.normalize(scope.pointwise(scope.globalAvgPool(x), 9))));
        blocks.put(
                "bias",
                (scope, x) ->
                        scope.convolve("second", scope.convolve("first", x, 7, 3, 1, 1, 1, true), 7, 3, 2, 2, 7, true));
        blocks.put("SAME", (scope, x) -> {
            Scope same = scope.styled(scope.style().withPadding(Padding.SAME));
            return same.depthwise(same.conv(x, 6, 4, 2), 3, 2, 1);
        });
        blocks.put("weighted sum", (scope, x) -> scope.mix(options(scope, x), scope.constant(0.5, 0, -0.25, 2)));
        blocks.put("weighted sum, trained weights", (scope, x) -> scope.mix(options(scope, x), logits(scope)));
        blocks.put("weighted sums of one value, one of trained weights", (scope, x) -> {
            List<Value> options = options(scope, x);
            Value fixed = scope.child("fixed").mix(options, scope.constant(0.5, 0, -0.25, 2));
            return scope.sum(List.of(fixed, scope.child("trained").mix(options, logits(scope))));
        });
        blocks.put("slices and stacks of weights", KernelOperationsTest::ofExpressions);
        return blocks.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    private static List<Value> options(Scope scope, Value x) {
        Scope a = scope.child("a");
        Scope b = scope.child("b");
        return List.of(
                a.normalize(a.pointwise(a.depthwise(a.relu(x), 3, 1, 1), x.channels())),
                scope.maxPool(x, 3, 1),
                b.relu(b.normalize(b.conv(x, x.channels(), 3, 1))),
                x);
    }

    private static Value logits(Scope scope) {
        return scope.parameter(new Weight.Named("logits", List.of(4), Role.ARCHITECTURE, new Initializer.Normal(1)));
    }

    private static Value ofExpressions(Scope scope, Value x) {
        Weight kernel = new Weight.Named("w", List.of(8, 6, 3, 3), Role.KERNEL, Initializer.HE_FAN_OUT);
        Weight half = new Weight.Slice(new Weight.Slice(kernel, 0, 1, 5), 1, 2, 6);
        Weight both = new Weight.Stack(List.of(half, half));
        Weight mean = new Weight.Named("mean", List.of(12), Role.STATISTICS, Initializer.ZEROS);
        Weight variance = new Weight.Named("variance", List.of(12), Role.STATISTICS, Initializer.ONES);
        Weight scale = new Weight.Named("scale", List.of(12), Role.SCALE, Initializer.ONES);
        Op.BatchNorm norm = new Op.BatchNorm(
                new Weight.Slice(mean, 0, 3, 11),
                new Weight.Slice(variance, 0, 2, 10),
                Optional.of(new Weight.Slice(scale, 0, 0, 8)),
                Optional.empty(),
                1e-3,
                0.1,
                Op.BatchNorm.Statistics.BATCH);
        Value y = scope.add(
                "sliced", new Op.Conv2d(both, Optional.empty(), 1, 2, 1, Padding.SYMMETRIC), scope.pointwise(x, 4));
        return scope.relu(scope.add("norm", norm, y));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("blocks")
    void blocksEqualLibtorch(String name, Block block) {
        assertEqualSteps(graph(6, block), new Extent(3, 9, 14), new Seed(name.hashCode()));
    }

    @Test
    void convolutionsOfAnyShapeEqualLibtorch() {
        for (int draw = 0; draw < 60; draw++) {
            Seed seed = new Seed(1).derive(draw);
            RandomGenerator random = seed.generator();
            int in = random.nextInt(1, 41);
            int kernel = 1 + 2 * random.nextInt(3);
            int stride = random.nextInt(1, 3);
            int dilation = random.nextInt(1, 5);
            boolean depthwise = random.nextBoolean();
            int out = depthwise ? in : random.nextInt(1, 41);
            Graph graph = graph(
                    in,
                    (scope, x) -> scope.convolve(
                            "conv", x, out, kernel, stride, dilation, depthwise ? in : 1, random.nextBoolean()));
            assertEqualSteps(graph, new Extent(2, random.nextInt(1, 20), random.nextInt(1, 20)), seed);
        }
    }

    /** Its runs are twins: one batch for the kernels, statistics of their own for each. */
    @Test
    void repeatedRunsOfACellEqualLibtorch() {
        assertEqualSteps(
                graph(8, (scope, x) -> {
                    List<Value> runs = new ArrayList<>();
                    for (int run = 0; run < 3; run++) {
                        Value own = scope.child("stem_" + run).conv(x, 12, 3, 1);
                        Scope cell = scope.child("cell").variant("run_" + run);
                        runs.add(cell.relu(cell.normalize(cell.conv(own, 12, 3, 1))));
                    }
                    return scope.sum(runs);
                }),
                new Extent(2, 7, 9),
                new Seed(7));
    }

    /** A graph whose block lies between convolutions, and whose output {@code score} depends on all of it. */
    private static Graph graph(int channels, Block block) {
        GraphBuilder builder = new GraphBuilder();
        Value x = builder.scope("before").pointwise(builder.input("x", new Type.Features(3, 1)), channels);
        Value y = builder.scope("after").pointwise(block.apply(builder.scope("block"), x), 3);
        builder.output("score", builder.scope("score").multiply(y, builder.input("probe", y.type())));
        return builder.build();
    }

    private static void assertEqualSteps(Graph graph, Extent extent, Seed seed) {
        SortedMap<String, double[]> expected = step(graph, extent, seed, Gradients.WHOLE);
        for (Gradients kind : List.of(Gradients.SEGMENTS, Gradients.RECOMPUTED)) {
            SortedMap<String, double[]> got = step(graph, extent, seed, kind);
            assertThat(got.keySet()).isEqualTo(expected.keySet());
            expected.forEach((name, values) -> {
                double[] own = Objects.requireNonNull(got.get(name), name);
                double difference = norm(IntStream.range(0, own.length)
                        .mapToDouble(place -> own[place] - values[place])
                        .toArray());
                assertThat(difference)
                        .as("%s of %s with %s, extent %s, %s", name, graph.nodes(), kind, extent, seed)
                        .isLessThanOrEqualTo(TOLERANCE * norm(values) + 1e-4);
            });
        }
    }

    /** Loss, gradients and statistics after a step that updates no weight. */
    private static SortedMap<String, double[]> step(Graph graph, Extent extent, Seed seed, Gradients kind) {
        Objective objective = new Objective(List.of(new Objective.OfValue("score", 1)));
        SortedMap<String, double[]> results = new TreeMap<>();
        try (WeightStore store = WeightStore.of(graph, ElementType.FLOAT32, seed);
                Optimization none = new Optimization(store, new Optimizer.Sgd(0, false, Map.of()), WEIGHTS);
                TrainingStep step = new TrainingStep(
                        graph, objective, none, StepRules.of(seed).with(kind))) {
            Feeds feeds = Feeds.of(extent);
            for (String input : List.of("x", "probe")) {
                Type type = graph.nodes().stream()
                        .filter(node -> node.name().equals(input))
                        .map(node -> ((Op.Input) node.op()).type())
                        .findFirst()
                        .orElseThrow();
                feeds.numbers(input, SmallNets.numbers(seed.derive(input), type.elements(extent)));
            }
            results.put("loss", new double[] {step.run(feeds, MOMENT, 0).loss()});
            store.weights().forEach((name, weight) -> {
                if (weight.role() == Role.STATISTICS) {
                    results.put(name, store.read(name));
                } else {
                    results.put("gradient of " + name, store.readGradient(name));
                }
            });
        }
        return results;
    }

    private static double norm(double[] values) {
        double squares = 0;
        for (double value : values) {
            squares += value * value;
        }
        return Math.sqrt(squares);
    }
}
