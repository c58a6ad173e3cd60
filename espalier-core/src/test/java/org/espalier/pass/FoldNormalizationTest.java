package org.espalier.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Node;
import org.espalier.graph.Op.BatchNorm;
import org.espalier.graph.Op.Conv2d;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.graph.Weight.FoldedBias;
import org.espalier.graph.Weight.FoldedKernel;
import org.junit.jupiter.api.Test;

class FoldNormalizationTest {

    private final GraphBuilder builder = new GraphBuilder();
    private final Scope scope = builder.scope("block");
    private final FoldNormalization pass = new FoldNormalization();

    @Test
    void theFoldedConvolutionTakesTheNormalizationsPlaceAndName() {
        Value conv = scope.conv(builder.image(), 4, 3, 2);
        Value norm = scope.normalize(conv);
        builder.output("y", scope.relu(norm));
        Graph before = inferenceGraph();
        Graph after = pass.apply(before);
        assertThat(after.find(conv.node())).isEmpty();
        BatchNorm folded = (BatchNorm) before.node(norm.node()).op();
        Conv2d plain = (Conv2d) before.node(conv.node()).op();
        assertThat(after.node(norm.node()))
                .isEqualTo(new Node(
                        norm.node(),
                        new Conv2d(
                                new FoldedKernel(plain.kernel(), folded, 0),
                                Optional.of(new FoldedBias(Optional.empty(), folded)),
                                2,
                                1,
                                1,
                                plain.padding()),
                        before.node(conv.node()).inputs()));
        assertThat(after.weights().keySet())
                .containsExactlyInAnyOrderElementsOf(before.weights().keySet());
    }

    @Test
    void aConvolutionWithAnotherReaderStays() {
        Value conv = scope.conv(builder.image(), 4, 3, 1);
        builder.output("y", scope.normalize(conv));
        builder.output("z", scope.relu(conv));
        Graph graph = inferenceGraph();
        assertThat(pass.apply(graph)).isSameAs(graph);
    }

    @Test
    void aConvolutionThatIsAnOutputStays() {
        Value conv = scope.conv(builder.image(), 4, 3, 1);
        builder.output("y", scope.normalize(conv));
        builder.output("z", conv);
        Graph graph = inferenceGraph();
        assertThat(pass.apply(graph)).isSameAs(graph);
    }

    @Test
    void statisticsOfTheBatchAreNotFolded() {
        builder.output("y", scope.normalize(scope.conv(builder.image(), 4, 3, 1)));
        Graph graph = builder.build();
        assertThat(pass.apply(graph)).isSameAs(graph);
    }

    @Test
    void ofTwoNormalizationsInARowTheFirstIsFolded() {
        Value first = scope.normalize(scope.conv(builder.image(), 4, 3, 1));
        Value second = scope.normalize(first);
        builder.output("y", second);
        Graph graph = pass.apply(inferenceGraph());
        assertThat(graph.node(first.node()).op()).isInstanceOf(Conv2d.class);
        assertThat(graph.node(second.node()).op()).isInstanceOf(BatchNorm.class);
    }

    private Graph inferenceGraph() {
        return new ForInference().apply(builder.build());
    }
}
