package org.espalier.search.autodeeplab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.graph.Weight;
import org.espalier.pass.Passes;
import org.espalier.random.Seed;
import org.espalier.space.SearchSpace;
import org.espalier.space.autodeeplab.AutoDeepLabArchitecture;
import org.junit.jupiter.api.Test;

/** The supernet in the network's shape, as wide as the network: four filters. */
class NetworkFormContractTest extends AutoDeepLabContractTest {

    private static final int ARCHITECTURES = 200;

    @Override
    protected List<String> settings() {
        return List.of("supernet.form=NETWORK", "supernet.filters=4");
    }

    /** Names differ: those of the supernet tell layer, level and origin, those of the network the layer. */
    @Test
    void withTheChoicesOfAnArchitectureItIsTheNetworkNodeByNode() {
        SearchSpace<AutoDeepLabArchitecture> space = space();
        for (int seed = 0; seed < ARCHITECTURES; seed++) {
            AutoDeepLabArchitecture architecture = space.random(new Seed(seed));
            Graph restricted = space.restricted(architecture, CLASSES);
            Graph network = Passes.apply(Passes.SIMPLIFY, space.network(architecture, CLASSES));
            assertThat(shape(restricted)).as("seed %d: %s", seed, architecture).isEqualTo(shape(network));
        }
    }

    /** Every node that the scores need, from them backwards, with weights by their shapes and roles. */
    private static List<String> shape(Graph graph) {
        Walk walk = new Walk(graph);
        walk.visit(graph.outputNode("logits"));
        return walk.lines;
    }

    private static final class Walk {

        private final Graph graph;
        private final Map<String, Integer> numbers = new HashMap<>();
        private final List<String> lines = new ArrayList<>();

        Walk(Graph graph) {
            this.graph = graph;
        }

        int visit(String name) {
            Integer known = numbers.get(name);
            if (known != null) {
                return known;
            }
            Node node = graph.node(name);
            List<Integer> inputs = node.inputs().stream().map(this::visit).toList();
            int number = numbers.size();
            numbers.put(name, number);
            lines.add(number + ": " + described(node.op()) + " of " + inputs + " gives " + graph.type(name));
            return number;
        }

        private static String described(Op op) {
            String text = op.toString();
            List<String> weights = new ArrayList<>();
            for (Weight weight : op.weights()) {
                weight.forEachNamed(named -> weights.add(named.name()));
            }
            for (String name : weights) {
                text = text.replace("name=" + name, "name");
            }
            return text;
        }
    }
}
