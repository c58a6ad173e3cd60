package org.espalier.search.autodeeplab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.stream.IntStream;
import org.espalier.engine.ElementType;
import org.espalier.engine.Feeds;
import org.espalier.engine.Inference;
import org.espalier.engine.Outputs;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.Role;
import org.espalier.pass.ForInference;
import org.espalier.pass.Pass;
import org.espalier.pass.Passes;
import org.espalier.random.Seed;
import org.espalier.space.Supernet;
import org.espalier.space.autodeeplab.AutoDeepLab;
import org.espalier.space.autodeeplab.AutoDeepLabArchitecture;
import org.espalier.space.autodeeplab.NetworkConfig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract of a space: a restricted supernet computes what the supernet computes with the decisions made. */
class ThreeGraphsTest {

    private static final int CLASSES = 5;
    private static final Extent EXTENT = new Extent(1, 33, 41);
    private static final Pass INFERENCE = new ForInference();
    private static final AutoDeepLab SPACE = AutoDeepLabConfig.TINY.space();

    @Test
    @Tag("slow")
    void restrictedSupernetEqualsTheSupernetWithAnArchitecturesWeights() {
        Supernet supernet = SPACE.supernet(CLASSES);
        try (WeightStore weights = trained(supernet)) {
            for (int seed = 0; seed < 100; seed++) {
                AutoDeepLabArchitecture architecture = SPACE.random(new Seed(seed));
                Map<String, double[]> decisions = SPACE.decisions(architecture);
                double[] open = logits(supernet.fixed(decisions), weights);
                double[] closed = logits(supernet.restricted(decisions), weights);
                assertThat(closed).as("seed %d", seed).containsExactly(open, within(1e-9 * range(open)));
            }
        }
    }

    @Test
    void passesKeepWhatTheSupernetComputes() {
        Supernet supernet = SPACE.supernet(CLASSES);
        try (WeightStore weights = trained(supernet)) {
            double[] plain = logits(supernet.scores(), weights);
            double[] optimised = logits(Passes.apply(Passes.FOR_TRAINING, supernet.scores()), weights);
            assertThat(optimised).containsExactly(plain, within(1e-9 * range(plain)));
        }
    }

    @Test
    @Tag("slow")
    void publishedNetworksRun() {
        for (int filters : new int[] {20, 32, 48}) {
            Graph network = AutoDeepLab.network(AutoDeepLabArchitecture.PUBLISHED, NetworkConfig.paper(filters), 19);
            Graph inference = INFERENCE.apply(network);
            try (WeightStore weights = WeightStore.of(inference, ElementType.FLOAT32, new Seed(1));
                    Inference run = new Inference(inference, weights);
                    Outputs outputs = run.run(feeds(new Extent(1, 65, 65)))) {
                assertThat(outputs.shape(Supernet.LOGITS)).containsExactly(1, 19, 65, 65);
                assertThat(outputs.doubles(Supernet.LOGITS)).doesNotContain(Double.NaN);
            }
        }
    }

    /** Weights as after a training: running statistics are not 0 and 1, so that zeros do not stay zeros. */
    private static WeightStore trained(Supernet supernet) {
        WeightStore weights = WeightStore.of(supernet.graph(), ElementType.FLOAT64, new Seed(3));
        weights.weights().values().stream()
                .filter(weight -> weight.role() == Role.STATISTICS)
                .forEach(weight -> weights.write(
                        weight.name(),
                        IntStream.range(0, (int) weight.elements())
                                .mapToDouble(index ->
                                        0.5 + new Seed(4).derive(weight.name()).uniform(index))
                                .toArray()));
        return weights;
    }

    private static double[] logits(Graph graph, WeightStore weights) {
        try (Inference inference = new Inference(INFERENCE.apply(graph), weights);
                Outputs outputs = inference.run(feeds(EXTENT))) {
            return outputs.doubles(Supernet.LOGITS);
        }
    }

    private static Feeds feeds(Extent extent) {
        byte[] image = new byte[extent.batch() * extent.height() * extent.width() * 3];
        new Seed(5).generator().nextBytes(image);
        return Feeds.ofImages(extent, image);
    }

    private static double range(double[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> Math.abs(values[i]))
                .max()
                .orElseThrow();
    }
}
