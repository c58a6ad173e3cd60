package org.espalier.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.espalier.cost.Cost;
import org.espalier.graph.Type.Features;
import org.junit.jupiter.api.Test;

class GraphTest {

    private static final Op INPUT = new Op.Input(new Features(3, 1));
    private static final Op RELU = new Op.Activation(Op.Activation.Function.RELU);

    @Test
    void graphsOfTheSameNodesAreEqualInAnyOrder() {
        Graph graph = small();
        List<Node> shuffled = new ArrayList<>(graph.nodes());
        Collections.shuffle(shuffled, new Random(1));
        Graph again = Graph.of(shuffled, graph.outputs());
        assertThat(again).isEqualTo(graph).hasSameHashCodeAs(graph);
        assertThat(again.hash()).isEqualTo(graph.hash());
    }

    @Test
    void jsonRoundTripKeepsTheGraphAndTheBytes() {
        Graph graph = small();
        String json = GraphJson.write(graph);
        assertThat(GraphJson.read(json)).isEqualTo(graph);
        assertThat(GraphJson.write(GraphJson.read(json))).isEqualTo(json);
    }

    @Test
    void hashIsTheSameOnEveryMachine() {
        assertThat(chain(1).hash()).isEqualTo("027a00c3e254eae983365da37b82f8cfae9a3ab1ecf687afcbe8a89c9cdc5083");
    }

    @Test
    void hashChangesWithAnyAttribute() {
        Graph one = Graph.of(List.of(new Node("image", INPUT, List.of()), pool("p", 3)), Map.of("y", "p"));
        Graph other = Graph.of(List.of(new Node("image", INPUT, List.of()), pool("p", 5)), Map.of("y", "p"));
        assertThat(one.hash()).isNotEqualTo(other.hash());
    }

    @Test
    void keepDropsWhatTheOutputsDoNotNeed() {
        GraphBuilder builder = new GraphBuilder();
        Value x = builder.image();
        builder.output("main", builder.scope("main").conv(x, 4, 3, 1));
        builder.output("auxiliary", builder.scope("auxiliary").conv(x, 4, 3, 1));
        Graph kept = builder.build().keep(Set.of("main"));
        assertThat(kept.outputs().keySet()).containsExactly("main");
        assertThat(kept.weights().keySet()).containsExactly("main.conv.weight");
    }

    @Test
    void wrongChannelsAreRefusedWithTheNodesName() {
        Weight kernel = new Weight.Named("k", List.of(8, 4, 3, 3), Role.KERNEL, Initializer.ZEROS);
        Node conv = new Node(
                "stem.conv", new Op.Conv2d(kernel, Optional.empty(), 1, 1, 1, Padding.SYMMETRIC), List.of("image"));
        assertThatThrownBy(() -> Graph.of(List.of(new Node("image", INPUT, List.of()), conv), Map.of("y", "stem.conv")))
                .isInstanceOf(InvalidGraph.class)
                .hasMessageContaining("stem.conv")
                .hasMessageContaining("needs 4 channels");
    }

    @Test
    void weightsPerImageAreRefusedForTensors() {
        GraphBuilder builder = new GraphBuilder();
        Scope scope = builder.scope("block");
        Value tensor = scope.constant(1, 2);
        Value weights = builder.input("weights", new Type.Pooled(2));
        assertThatThrownBy(() -> scope.mix(List.of(tensor, tensor), weights))
                .isInstanceOf(InvalidGraph.class)
                .hasMessageContaining("block.mix")
                .hasMessageContaining("no image axis");
    }

    @Test
    void missingInputIsRefusedWithTheNodesName() {
        assertThatThrownBy(() -> Graph.of(List.of(new Node("a.relu", RELU, List.of("nowhere"))), Map.of("y", "a.relu")))
                .isInstanceOf(InvalidGraph.class)
                .hasMessageContaining("a.relu")
                .hasMessageContaining("nowhere");
    }

    @Test
    void cycleIsRefusedWithTheNodesName() {
        List<Node> nodes = List.of(new Node("a", RELU, List.of("b")), new Node("b", RELU, List.of("a")));
        assertThatThrownBy(() -> Graph.of(nodes, Map.of("y", "a")))
                .isInstanceOf(InvalidGraph.class)
                .hasMessageContaining("node a")
                .hasMessageContaining("cycle");
    }

    @Test
    void oneWeightNameWithTwoShapesIsRefusedWithTheNodesName() {
        Weight three = new Weight.Named("k", List.of(3, 3, 3, 3), Role.KERNEL, Initializer.ZEROS);
        Weight one = new Weight.Named("k", List.of(3, 3, 1, 1), Role.KERNEL, Initializer.ZEROS);
        Op first = new Op.Conv2d(three, Optional.empty(), 1, 1, 1, Padding.SYMMETRIC);
        Op second = new Op.Conv2d(one, Optional.empty(), 1, 1, 1, Padding.SYMMETRIC);
        List<Node> nodes = List.of(
                new Node("image", INPUT, List.of()),
                new Node("first", first, List.of("image")),
                new Node("second", second, List.of("first")));
        assertThatThrownBy(() -> Graph.of(nodes, Map.of("y", "second")))
                .isInstanceOf(InvalidGraph.class)
                .hasMessageContaining("node second")
                .hasMessageContaining("[3, 3, 3, 3]")
                .hasMessageContaining("[3, 3, 1, 1]");
    }

    @Test
    void unknownFieldsInJsonAreRefused() {
        String json = GraphJson.write(small()).replaceFirst("\"format\":1", "\"format\":1,\"surprise\":2");
        assertThatThrownBy(() -> GraphJson.read(json))
                .isInstanceOf(InvalidGraph.class)
                .hasMessageContaining("surprise");
    }

    @Test
    void sixtyThousandNodesAreBuiltHashedAndCosted() {
        Graph graph = chain(60_000);
        assertThat(graph.nodes()).hasSize(60_001);
        assertThat(graph.hash()).hasSize(64);
        assertThat(Cost.of(graph, Extent.of(64, 64)).activationBytes()).isEqualTo(2 * 3 * 64 * 64 * 4);
    }

    private static Node pool(String name, int kernel) {
        return new Node(name, new Op.MaxPool(kernel, 1, Padding.SYMMETRIC), List.of("image"));
    }

    private static Graph chain(int length) {
        List<Node> nodes = new ArrayList<>();
        nodes.add(new Node("n0", INPUT, List.of()));
        for (int i = 1; i <= length; i++) {
            nodes.add(new Node("n" + i, RELU, List.of("n" + (i - 1))));
        }
        return Graph.of(nodes, Map.of("y", "n" + length));
    }

    private static Graph small() {
        GraphBuilder builder = new GraphBuilder();
        Scope scope = builder.scope("block");
        Value x = scope.relu(scope.normalize(scope.conv(builder.image(), 4, 3, 2)));
        Value logits =
                scope.parameter(new Weight.Named("alpha", List.of(2), Role.ARCHITECTURE, new Initializer.Normal(0.1)));
        Value mixed = scope.mix(List.of(x, scope.maxPool(x, 3, 1)), scope.softmax(logits));
        builder.output("logits", scope.resize(scope.classifier(scope.dropout(mixed, 0.9), 5), 1));
        return builder.build();
    }
}
