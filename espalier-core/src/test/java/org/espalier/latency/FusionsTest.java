package org.espalier.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Op.Activation.Function;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.junit.jupiter.api.Test;

class FusionsTest {

    private final GraphBuilder builder = new GraphBuilder();
    private final Scope scope = builder.scope("net");
    private final Value x = scope.maxPool(builder.image(), 3, 1);

    @Test
    void anActivationIsFusedIntoAConvolutionWithoutOtherReaders() {
        Value alone = scope.relu(conv());
        Value shared = conv();
        Value notAlone = scope.relu(shared);
        Value swish = scope.activate(conv(), Function.HARD_SWISH);
        Value apart = scope.relu(x);
        builder.output("logits", scope.concat(List.of(alone, shared, notAlone, swish, apart)));
        assertThat(fused()).containsExactly(alone.node());
    }

    @Test
    void aSumIsFusedIntoAConvolutionAndItsActivationToo() {
        Value sum = scope.sum(List.of(x, conv()));
        Value after = scope.relu(sum);
        Value three = scope.sum(List.of(x, after, conv()));
        Value active = scope.sum(List.of(x, scope.relu(conv())));
        Value plain = scope.relu(scope.sum(List.of(x, after)));
        builder.output("logits", scope.concat(List.of(three, active, plain)));
        assertThat(fused())
                .contains(sum.node(), after.node())
                .doesNotContain(three.node(), active.node(), plain.node());
    }

    private Value conv() {
        return scope.conv(x, 3, 3, 1);
    }

    private List<String> fused() {
        Graph graph = builder.build();
        boolean[] fused = Fusions.of(graph);
        return graph.nodes().stream()
                .map(node -> node.name())
                .filter(name -> fused[graph.index(name)])
                .toList();
    }
}
