package org.espalier.engine.backpropagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.espalier.engine.LibTorch;
import org.espalier.engine.SmallNets;
import org.espalier.engine.forward.Forward;
import org.espalier.engine.forward.Plan;
import org.espalier.engine.input.Feed;
import org.espalier.engine.input.Inputs;
import org.espalier.engine.input.NoiseSource;
import org.espalier.engine.input.Sources;
import org.espalier.engine.tensor.HostArrays;
import org.espalier.engine.weight.FlatBuffer;
import org.espalier.engine.weight.Layout;
import org.espalier.engine.weight.Leaves;
import org.espalier.engine.weight.MovingStatistics;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Role;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.graph.Weight;
import org.espalier.image.PixelFormat;
import org.espalier.loss.Loss;
import org.espalier.loss.Objective;
import org.espalier.random.Seed;
import org.espalier.schedule.Moment;
import org.junit.jupiter.api.Test;

/**
 * Gradients do not depend on the method or the number of workers. {@code OperationsTest} shows that they are correct.
 */
@SuppressWarnings("try") // a scope is there to be closed, not read
class SegmentedBackpropagationTest {

    private static final Seed SEED = new Seed(1);

    @Test
    void anyNumberOfWorkersGivesTheSameBits() {
        List<Double> alone = onOneThread(() -> step(1));
        assertThat(alone).doesNotContain(Double.NaN);
        assertThat(alone.stream().filter(value -> value != 0).count()).isGreaterThan(500);
        for (int repetition = 0; repetition < 10; repetition++) {
            assertThat(step(2)).isEqualTo(alone);
            assertThat(step(5)).isEqualTo(alone);
        }
    }

    @Test
    void theGraphIsWideEnoughForSeveralWorkers() {
        assertThat(new Segments(new Plan(branches(96))).tasks().width())
                .isGreaterThanOrEqualTo(SegmentedBackpropagation.WIDE);
    }

    @Test
    void segmentsEqualTheWholeGraph() {
        List<Double> whole = step(branches(6), ScalarType.Double, forward -> new WholeBackpropagation(forward, 1));
        assertAgree(
                step(branches(6), ScalarType.Double, forward -> new SegmentedBackpropagation(forward, false, 2)),
                whole);
        assertAgree(
                step(branches(6), ScalarType.Double, forward -> new SegmentedBackpropagation(forward, true, 2)), whole);
    }

    @Test
    void repeatedRunsOfACellEqualTheWholeGraph() {
        List<Double> whole =
                step(SmallNets.sharedCell(), ScalarType.Double, forward -> new WholeBackpropagation(forward, 1));
        for (boolean recomputing : List.of(false, true)) {
            assertAgree(
                    step(
                            SmallNets.sharedCell(),
                            ScalarType.Double,
                            forward -> new SegmentedBackpropagation(forward, recomputing, 2)),
                    whole);
        }
    }

    private static void assertAgree(List<Double> segmented, List<Double> whole) {
        assertThat(segmented).hasSameSizeAs(whole);
        for (int i = 0; i < whole.size(); i++) {
            assertThat(segmented.get(i)).isCloseTo(whole.get(i), within(1e-12));
        }
    }

    /**
     * One thread, as for each of several workers. A single worker lets libtorch use all threads, which sum in another
     * order.
     */
    private static <T> T onOneThread(Supplier<T> work) {
        int threads = LibTorch.threads();
        LibTorch.setThreads(1);
        try {
            return work.get();
        } finally {
            LibTorch.setThreads(threads);
        }
    }

    /** Loss, gradients and statistics after one step. */
    private static List<Double> step(int threads) {
        return step(branches(96), ScalarType.Float, forward -> new SegmentedBackpropagation(forward, false, threads));
    }

    private static List<Double> step(Graph graph, ScalarType type, Function<Forward, Backpropagation> kind) {
        Extent extent = new Extent(2, 12, 16);
        byte[] image = new byte[3 * 2 * 12 * 16];
        SEED.generator().nextBytes(image);
        Inputs inputs = new Inputs(
                extent,
                Map.of(
                        GraphBuilder.IMAGE, new Feed.Image(PixelFormat.RGB, image),
                        Objective.LABELS, new Feed.Labels(new byte[2 * 12 * 16])));
        List<Double> results = new ArrayList<>();
        try (PointerScope scope = new PointerScope();
                Weights weights = new Weights(graph, type);
                Leaves leaves = weights.leaves();
                MovingStatistics statistics =
                        new MovingStatistics(Optional.of(weights.buffer(Role.STATISTICS)), graph, type);
                Backpropagation backpropagation =
                        kind.apply(new Forward(new Plan(graph), leaves, Optional.of(statistics)))) {
            statistics.begin();
            Sources sources =
                    new Sources(inputs, NoiseSource.of(SEED), new Moment(0, 0), type, MemoryFormat.ChannelsLast);
            results.add(backpropagation
                    .run(sources, Objective.of(Loss.crossEntropy(), "logits"))
                    .value()
                    .total());
            add(results, HostArrays.doubles(statistics.moved()));
            weights.gradients.values().forEach(buffer -> add(results, HostArrays.doubles(buffer.all())));
        }
        return results;
    }

    /** The initial weights of a graph, and their gradients. */
    private static final class Weights implements AutoCloseable {

        private final Graph graph;
        private final Map<Role, FlatBuffer> values = new EnumMap<>(Role.class);
        private final Map<Role, FlatBuffer> gradients = new EnumMap<>(Role.class);

        Weights(Graph graph, ScalarType type) {
            this.graph = graph;
            graph.weights().values().stream()
                    .collect(Collectors.groupingBy(Weight.Named::role))
                    .forEach((role, ofRole) -> {
                        Layout layout = Layout.of(ofRole, MemoryFormat.ChannelsLast);
                        values.put(role, FlatBuffer.zeros(layout, type));
                        if (role != Role.STATISTICS) {
                            gradients.put(role, FlatBuffer.zeros(layout, type));
                        }
                    });
            for (Weight.Named weight : graph.weights().values()) {
                double[] initial = weight.initializer().values(weight, SEED);
                try (Tensor view = buffer(weight.role()).view(weight);
                        Tensor source = HostArrays.tensor(initial, weight.shape(), type)) {
                    view.copy_(source);
                }
            }
        }

        FlatBuffer buffer(Role role) {
            return Objects.requireNonNull(values.get(role));
        }

        Leaves leaves() {
            Leaves leaves = new Leaves(graph.weights().values(), this::buffer);
            for (Weight.Named weight : graph.weights().values()) {
                FlatBuffer ofRole = gradients.get(weight.role());
                if (ofRole != null) {
                    leaves.differentiate(weight, ofRole);
                }
            }
            return leaves;
        }

        @Override
        public void close() {
            values.values().forEach(FlatBuffer::close);
            gradients.values().forEach(FlatBuffer::close);
        }
    }

    private static void add(List<Double> results, double[] values) {
        for (double value : values) {
            results.add(value);
        }
    }

    /** Parallel branches; every two share their weights and statistics. */
    private static Graph branches(int count) {
        GraphBuilder builder = new GraphBuilder();
        Value stem = builder.scope("stem").conv(builder.image(), 8, 3, 1);
        List<Value> results = new ArrayList<>();
        for (int branch = 0; branch < count; branch++) {
            Scope scope = builder.scope("branch_" + branch / 2).variant("variant_" + branch);
            results.add(scope.relu(scope.normalize(scope.conv(stem, 8, 3, 1))));
        }
        Scope head = builder.scope("head");
        builder.output("logits", head.classifier(head.sum(results), 3));
        return builder.build();
    }
}
