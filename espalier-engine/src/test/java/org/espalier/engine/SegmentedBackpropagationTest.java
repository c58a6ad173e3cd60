package org.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Role;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.loss.Loss;
import org.espalier.loss.Objective;
import org.espalier.random.Seed;
import org.espalier.schedule.Moment;
import org.junit.jupiter.api.Test;

/** That gradients are right is shown in {@code OperationsTest}; here, that they do not depend on who computed them. */
@SuppressWarnings("try") // a scope is there to be closed, not read
class SegmentedBackpropagationTest {

    private static final Seed SEED = new Seed(1);
    private static final Set<Role> ROLES = Set.of(Role.KERNEL, Role.SCALE, Role.BIAS);

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
    void theGraphIsWideEnoughToBeRunSideBySide() {
        assertThat(new Segments(new Plan(branches(96))).tasks().width())
                .isGreaterThanOrEqualTo(SegmentedBackpropagation.WIDE);
    }

    @Test
    void segmentsGiveWhatTheWholeGraphGives() {
        List<Double> whole = step(branches(6), ElementType.FLOAT64, WholeBackpropagation::new);
        assertAgree(
                step(branches(6), ElementType.FLOAT64, forward -> new SegmentedBackpropagation(forward, false, 2)),
                whole);
        assertAgree(
                step(branches(6), ElementType.FLOAT64, forward -> new SegmentedBackpropagation(forward, true, 2)),
                whole);
    }

    @Test
    void runsOfACellForSeveralValuesGiveWhatTheWholeGraphGives() {
        List<Double> whole = step(SmallNets.sharedCell(), ElementType.FLOAT64, WholeBackpropagation::new);
        for (boolean recomputing : List.of(false, true)) {
            assertAgree(
                    step(
                            SmallNets.sharedCell(),
                            ElementType.FLOAT64,
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

    /** As several workers run operations; one alone lets libtorch use all threads, which add up in another order. */
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
        return step(
                branches(96), ElementType.FLOAT32, forward -> new SegmentedBackpropagation(forward, false, threads));
    }

    private static List<Double> step(Graph graph, ElementType type, Function<Forward, Backpropagation> kind) {
        Extent extent = new Extent(2, 12, 16);
        byte[] image = new byte[3 * 2 * 12 * 16];
        SEED.generator().nextBytes(image);
        Feeds feeds = Feeds.of(extent).image(GraphBuilder.IMAGE, image).labels(Objective.LABELS, new byte[2 * 12 * 16]);
        List<Double> results = new ArrayList<>();
        try (PointerScope scope = new PointerScope();
                WeightStore store = WeightStore.of(graph, type, SEED);
                Leaves leaves = leaves(store, graph);
                MovingStatistics statistics = MovingStatistics.of(store, graph);
                Backpropagation backpropagation =
                        kind.apply(new Forward(new Plan(graph), leaves, Optional.of(statistics)))) {
            statistics.begin();
            Sources sources =
                    new Sources(feeds, NoiseSource.of(SEED, 0), new Moment(0, 0), type, MapLayout.CHANNELS_LAST);
            results.add(backpropagation
                    .run(sources, Objective.of(Loss.crossEntropy(), "logits"))
                    .value()
                    .total());
            add(results, HostArrays.doubles(statistics.moved()));
            for (Role role : ROLES) {
                store.gradients(role).ifPresent(buffer -> add(results, HostArrays.doubles(buffer.all())));
            }
        }
        return results;
    }

    private static Leaves leaves(WeightStore store, Graph graph) {
        return Leaves.of(store, graph.weights().values(), weight -> ROLES.contains(weight.role()));
    }

    private static void add(List<Double> results, double[] values) {
        for (double value : values) {
            results.add(value);
        }
    }

    /** Branches side by side; every two share their weights and statistics. */
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
