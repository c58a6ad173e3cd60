package org.espalier.space.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.cost.Cost;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Scope;
import org.espalier.graph.Style;
import org.espalier.graph.Value;
import org.espalier.space.OpenChoices;
import org.espalier.space.Relaxation;
import org.espalier.space.cell.CellGenotype.Block;
import org.espalier.space.cell.CellGenotype.Edge;
import org.espalier.space.operation.AtrousConv;
import org.espalier.space.operation.CandidateSet;
import org.junit.jupiter.api.Test;

/**
 * Our cells and operations in DARTS's networks for CIFAR-10 (Liu, Simonyan, Yang, ICLR 2019): the weights of its code,
 * quark0/darts. Where that code halves the resolution with two 1 x 1 convolutions of half the channels, ours has a
 * single one with as many weights.
 */
class DartsTest {

    private static final int CLASSES = 10;
    private static final int NODES = 4;

    private static final CellGenotype NORMAL_V1 =
            cell(sep(1), sep(0), skip(0), sep(1), skip(0), sep(1), sep(0), skip(2));
    private static final CellGenotype REDUCE_V1 =
            cell(max(0), max(1), skip(2), max(0), max(0), skip(2), skip(2), new Edge(0, "avg_pool_3x3"));
    private static final CellGenotype NORMAL_V2 =
            cell(sep(0), sep(1), sep(0), sep(1), sep(1), skip(0), skip(0), new Edge(2, "atrous_conv_3x3"));
    private static final CellGenotype REDUCE_V2 =
            cell(max(0), max(1), skip(2), max(1), max(0), skip(2), skip(2), max(1));

    /** A cell of a network in which some cells halve the resolution. */
    private interface Inside {
        Value apply(Scope scope, List<Value> inputs, boolean reduces);
    }

    @Test
    void theSupernetHasTheWeightsOfItsCode() {
        CandidateSet candidates = CandidateSet.standard(AtrousConv.Form.SEPARABLE, true);
        Style style = Style.DEFAULT.withAffine(false);
        GraphBuilder builder = new GraphBuilder(style);
        OpenChoices choices = new OpenChoices(builder, Relaxation.SOFTMAX);
        List<Value> weights = new CellChoices(NODES, candidates.names()).open(choices);

        Graph graph = network(
                builder,
                16,
                8,
                (scope, inputs, reduces) -> CellBlocks.open(
                        scope,
                        inputs.stream().map(Optional::of).toList(),
                        NODES,
                        (place, edge, input, x) ->
                                candidates.mixed(place, x, stride(input, reduces), weights.get(edge))));

        assertThat(weights).hasSize(14);
        assertThat(candidates.names()).hasSize(8);
        assertThat(parameters(graph)).isEqualTo(1_930_618);
    }

    @Test
    void theFirstOrderNetworkHasTheWeightsOfItsCode() {
        assertThat(parameters(network(NORMAL_V1, REDUCE_V1))).isEqualTo(3_169_414);
    }

    @Test
    void theSecondOrderNetworkHasTheWeightsOfItsCode() {
        assertThat(parameters(network(NORMAL_V2, REDUCE_V2))).isEqualTo(3_349_342);
    }

    private static Graph network(CellGenotype normal, CellGenotype reduction) {
        CandidateSet candidates = CandidateSet.standard(AtrousConv.Form.SEPARABLE, false);
        return network(
                new GraphBuilder(),
                36,
                20,
                (scope, inputs, reduces) -> CellBlocks.decided(
                        scope,
                        inputs,
                        reduces ? reduction : normal,
                        (place, edge, x) ->
                                candidates.get(edge.operation()).apply(place, x, stride(edge.input(), reduces))));
    }

    private static Graph network(GraphBuilder builder, int width, int cells, Inside inside) {
        Scope stem = builder.scope("stem").styled(Style.DEFAULT);
        Value last = stem.normalize(stem.conv(builder.image(), 3 * width, 3, 1));
        Value beforeLast = last;
        int channels = width;
        for (int index = 0; index < cells; index++) {
            boolean reduces = index == cells / 3 || index == 2 * cells / 3;
            channels *= reduces ? 2 : 1;
            Scope scope = builder.scope("cell_" + index);
            List<Value> inputs = List.of(
                    squeeze(scope.child("before_last"), beforeLast, channels, last.stride() / beforeLast.stride()),
                    squeeze(scope.child("last"), last, channels, 1));
            beforeLast = last;
            last = inside.apply(scope, inputs, reduces);
        }
        Scope classifier = builder.scope("classifier");
        builder.output("logits", classifier.classifier(classifier.globalAvgPool(last), CLASSES));
        return builder.build();
    }

    private static Value squeeze(Scope scope, Value x, int channels, int stride) {
        return scope.normalize(scope.conv(scope.relu(x), channels, 1, stride));
    }

    private static int stride(int input, boolean reduces) {
        return reduces && input < CellGenotype.INPUTS ? 2 : 1;
    }

    private static long parameters(Graph graph) {
        return Cost.of(graph, Extent.of(32, 32)).parameters();
    }

    private static Edge sep(int input) {
        return new Edge(input, "sep_conv_3x3");
    }

    private static Edge skip(int input) {
        return new Edge(input, "skip_connect");
    }

    private static Edge max(int input) {
        return new Edge(input, "max_pool_3x3");
    }

    /** @param edges two of each block, the left one first */
    private static CellGenotype cell(Edge... edges) {
        List<Block> blocks = new ArrayList<>();
        for (int left = 0; left < edges.length; left += 2) {
            blocks.add(new Block(edges[left], edges[left + 1]));
        }
        return new CellGenotype(blocks);
    }
}
