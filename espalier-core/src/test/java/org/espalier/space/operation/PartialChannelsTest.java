package org.espalier.space.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.espalier.cost.Cost;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Op;
import org.espalier.graph.Scope;
import org.espalier.graph.Type;
import org.espalier.graph.Value;
import org.junit.jupiter.api.Test;

class PartialChannelsTest {

    private static final Extent EXTENT = new Extent(1, 16, 16);
    private static final CandidateSet DENSE = CandidateSet.empty().with("conv_3x3", new DenseConv(3));

    @Test
    void aDenseConvolutionOverAQuarterOfTheChannelsHasASixteenthOfTheWeights() {
        long whole = kernels(DENSE);
        assertThat(whole).isEqualTo(32 * 32 * 9);
        assertThat(kernels(DENSE.partial(4)) * 16).isEqualTo(whole);
    }

    @Test
    void allChannelsComeOutAtTheStride() {
        for (int stride : new int[] {1, 2}) {
            Graph graph = graph(DENSE.partial(4), stride);
            assertThat(graph.outputType("mixed")).isEqualTo(new Type.Features(32, stride));
        }
    }

    @Test
    void onlyAStridedOneAddsAPool() {
        assertThat(graph(DENSE.partial(4), 1).nodes()).noneMatch(node -> node.op() instanceof Op.MaxPool);
        assertThat(graph(DENSE.partial(4), 2).nodes())
                .filteredOn(node -> node.op() instanceof Op.MaxPool)
                .hasSize(1);
    }

    @Test
    void oneInOneIsTheMixedOperationItself() {
        assertThat(graph(DENSE.partial(1), 1)).isEqualTo(graph(DENSE, 1));
    }

    @Test
    void lessThanOneIsRefused() {
        assertThatThrownBy(() -> DENSE.partial(0)).hasMessage("one channel in 0; allowed: 1 or more");
    }

    private static long kernels(CandidateSet candidates) {
        Graph graph = graph(candidates, 1);
        long statistics = 2L
                * graph.nodes().stream()
                        .filter(node -> node.op() instanceof Op.BatchNorm)
                        .mapToLong(node -> node.op().weights().getFirst().elements())
                        .sum();
        return Cost.of(graph, EXTENT).parameters() - statistics - 3 * 32;
    }

    private static Graph graph(CandidateSet candidates, int stride) {
        GraphBuilder builder = new GraphBuilder();
        Scope scope = builder.scope("edge");
        Value x = builder.scope("stem").pointwise(builder.image(), 32);
        builder.output("mixed", candidates.mixed(scope, x, stride, scope.constant(0.5, 0.5)));
        return builder.build();
    }
}
