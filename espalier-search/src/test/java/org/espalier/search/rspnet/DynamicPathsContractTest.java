package org.espalier.search.rspnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.espalier.engine.ElementType;
import org.espalier.engine.Feeds;
import org.espalier.engine.Inference;
import org.espalier.engine.Outputs;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.pass.ForInference;
import org.espalier.random.Seed;
import org.espalier.space.Supernet;
import org.espalier.space.rspnet.RspNetArchitecture;
import org.junit.jupiter.api.Test;

/** Gates that depend on the image, inputs from all resolutions, nested cells. */
class DynamicPathsContractTest extends PathsContract {

    private static final Extent EXTENT = new Extent(1, 33, 41);

    DynamicPathsContractTest() {
        super(
                "trellis.levels=3",
                "paths.attention=DYNAMIC",
                "trellis.range=ALL",
                "block.form=NESTED",
                "paths.selection={select: topk, count: 2}");
    }

    /**
     * Passes cannot detect that a computed weight is 0, so the space itself leaves out the inputs whose gates are
     * closed.
     */
    @Test
    void inputsThatTheSpaceLeavesOutHadWeightZero() {
        Supernet supernet = space().supernet(CLASSES);
        try (WeightStore weights = WeightStore.of(supernet.graph(), ElementType.FLOAT64, new Seed(3))) {
            for (int seed = 0; seed < 20; seed++) {
                RspNetArchitecture architecture = space().random(new Seed(seed));
                Graph left = space().restricted(architecture, CLASSES);
                double[] open = logits(supernet.fixed(space().decisions(architecture)), weights);
                double largest = Arrays.stream(open).map(Math::abs).max().orElseThrow();
                assertThat(logits(left, weights)).as("seed %d", seed).containsExactly(open, within(1e-9 * largest));
                assertThat(nodes(supernet.graph())).as("seed %d", seed).containsAll(nodes(left));
            }
        }
    }

    private static Set<String> nodes(Graph graph) {
        return graph.nodes().stream()
                .map(Node::block)
                .filter(block -> block.startsWith("node_"))
                .collect(Collectors.toSet());
    }

    private static double[] logits(Graph graph, WeightStore weights) {
        byte[] image = new byte[EXTENT.height() * EXTENT.width() * 3];
        new Seed(5).generator().nextBytes(image);
        try (Inference inference = new Inference(new ForInference().apply(graph), weights);
                Outputs outputs = inference.run(Feeds.ofImages(EXTENT, image))) {
            return outputs.doubles(Supernet.LOGITS);
        }
    }
}
