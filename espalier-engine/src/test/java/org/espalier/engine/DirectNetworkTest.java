package org.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.espalier.blueprint.Blueprint;
import org.espalier.engine.input.NoiseSource;
import org.espalier.engine.tensor.HostArrays;
import org.espalier.graph.Distribution;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.Role;
import org.espalier.label.Batch;
import org.espalier.loss.Loss;
import org.espalier.loss.Objective;
import org.espalier.optimizer.Optimizer;
import org.espalier.pass.Passes;
import org.espalier.random.Seed;
import org.espalier.schedule.Moment;
import org.espalier.space.Supernet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@link StepBench} compares two implementations of the same network. */
class DirectNetworkTest {

    private static final Seed SEED = new Seed(5);
    private static final Extent EXTENT = new Extent(4, 17, 25);
    private static final int STEPS = 3;
    private static final double RATE = 0.01;
    private static final double DECAY = 3e-4;

    private final int threads = LibTorch.threads();

    /**
     * In double precision each channel of a depthwise convolution starts threads of its own; with one thread it does
     * not.
     */
    @BeforeEach
    void useOneThread() {
        LibTorch.setThreads(1);
    }

    @AfterEach
    void restoreThreads() {
        LibTorch.setThreads(threads);
    }

    @Test
    @Tag("slow")
    void stepsOfTheDerivedAndTheHandwrittenNetworkAgree() {
        Graph graph = Blueprint.read(Path.of("../docs/architectures/camvid-autodeeplab.json"))
                .network(11);
        Batch batch = SmallNets.colourBlocks(EXTENT, SEED);
        Arrays.fill(batch.labels(), 0, 100, (byte) Loss.IGNORE);
        AtomicInteger done = new AtomicInteger();
        try (WeightStore store = WeightStore.of(graph, ElementType.FLOAT64, SEED);
                DirectNetwork network = new DirectNetwork(store, x -> dropped(x, done.get()));
                DirectTraining direct = new DirectTraining(network, store, RATE, 0.9, DECAY);
                Optimization sgd = new Optimization(
                        store,
                        new Optimizer.Sgd(0.9, false, Map.of(Role.KERNEL, DECAY)),
                        Set.of(Role.KERNEL, Role.SCALE, Role.BIAS));
                TrainingStep derived = new TrainingStep(
                        Passes.apply(Passes.FOR_TRAINING, graph),
                        Objective.of(Loss.crossEntropy(), Supernet.LOGITS),
                        sgd,
                        StepRules.of(SEED))) {
            for (int step = 0; step < STEPS; step++) {
                done.set(step);
                double loss = derived.run(Feeds.of(batch), Moment.of(step, STEPS), RATE)
                        .loss();
                assertThat(direct.step(batch))
                        .as("loss of step %d, %s", step, SEED)
                        .isCloseTo(loss, within(1e-9));
            }
            store.weights().keySet().forEach(name -> assertSameWeight(name, store, network));
        }
    }

    private static void assertSameWeight(String name, WeightStore store, DirectNetwork network) {
        double[] expected = store.read(name);
        double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertThat(HostArrays.doubles(network.weight(name)))
                .as("%s after %d steps, %s", name, STEPS, SEED)
                .containsExactly(expected, within(1e-9 * largest));
    }

    /** The dropout mask that the derived network draws in this step. */
    private static Tensor dropped(Tensor x, int step) {
        List<Integer> shape =
                Arrays.stream(x.shape()).mapToObj(Math::toIntExact).toList();
        float[] mask = NoiseSource.of(SEED)
                .values(
                        "aspp.join.noise",
                        new Distribution.Dropout(0.9),
                        Moment.of(step, STEPS),
                        Math.toIntExact(x.numel()));
        return x.mul(HostArrays.tensor(mask, shape, ScalarType.Double));
    }
}
