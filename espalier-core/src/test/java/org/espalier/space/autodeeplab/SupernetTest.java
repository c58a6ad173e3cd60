package org.espalier.space.autodeeplab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.espalier.cost.Cost;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.Op;
import org.espalier.graph.Role;
import org.espalier.graph.Weight;
import org.espalier.random.Seed;
import org.espalier.space.Choice;
import org.espalier.space.Supernet;
import org.junit.jupiter.api.Test;

class SupernetTest {

    private static final AutoDeepLab VARIANT = AutoDeepLab.of(SupernetConfig.PYTORCH_VARIANT, NetworkConfig.paper(20));
    private static final AutoDeepLab PAPER = AutoDeepLab.of(SupernetConfig.PAPER, NetworkConfig.paper(20));

    @Test
    void pytorchVariantHasTheWeightsOfItsCode() {
        Supernet supernet = VARIANT.supernet(19);
        assertThat(Cost.of(supernet.scores(), Extent.of(65, 65)).parameters()).isEqualTo(11_570_580);
        assertThat(Cost.of(supernet.graph(), Extent.of(65, 65)).architectureParameters())
                .isEqualTo(304);
    }

    @Test
    void everyPartOfThePytorchVariantHasTheWeightsOfItsCode() {
        Graph graph = VARIANT.supernet(19).graph();
        assertThat(parameters(graph, name -> name.contains(".edge_"))).isEqualTo(8_896_080);
        assertThat(parameters(graph, name -> name.startsWith("cell_") && !name.contains(".edge_")))
                .isEqualTo(742_720);
        assertThat(parameters(graph, name -> name.startsWith("stem."))).isEqualTo(11_580);
        assertThat(parameters(graph, name -> name.startsWith("aspp_"))).isEqualTo(1_920_200);
    }

    @Test
    void paperSupernetHas265ArchitectureParameters() {
        assertThat(Cost.of(PAPER.supernet(19).graph(), Extent.of(65, 65)).architectureParameters())
                .isEqualTo(20 * 8 + 105);
    }

    @Test
    void paperSupernetHasACellForEveryNodeOfTheTrellis() {
        Graph graph = PAPER.supernet(19).graph();
        long cells = graph.nodes().stream()
                .filter(node -> node.op() instanceof Op.Mix && node.block().startsWith("cell_"))
                .filter(node -> !node.name().contains(".edge_"))
                .count();
        assertThat(cells).isEqualTo(45);
    }

    @Test
    void randomArchitecturesDecodeFromTheirOwnDecisions() {
        for (int seed = 0; seed < 100; seed++) {
            AutoDeepLabArchitecture architecture = PAPER.random(new Seed(seed));
            assertThat(PAPER.decode(PAPER.decisions(architecture))).isEqualTo(architecture);
        }
    }

    @Test
    void restrictedSupernetKeepsNamesAndDropsTheRest() {
        Supernet supernet = PAPER.supernet(19);
        Map<String, double[]> decisions = PAPER.decisions(AutoDeepLabArchitecture.PUBLISHED);
        Graph restricted = supernet.restricted(decisions);
        assertThat(restricted.nodes().size())
                .isLessThan(supernet.scores().nodes().size() / 20);
        assertThat(supernet.graph().weights().keySet())
                .containsAll(restricted.weights().keySet());
        assertThat(restricted.nodes()).noneMatch(node -> node.op() instanceof Op.Mix);
    }

    @Test
    void everyChoicesWeightsAreASoftmaxOverItsOptions() {
        Supernet supernet = VARIANT.supernet(19);
        Map<String, double[]> logits = new HashMap<>();
        supernet.graph().weights().values().stream()
                .filter(weight -> weight.role() == Role.ARCHITECTURE)
                .forEach(
                        weight -> logits.put(weight.name(), weight.initializer().values(weight, new Seed(7))));
        Map<String, double[]> weights = supernet.weights(logits);
        for (Choice choice : supernet.choices()) {
            double[] own = weights.getOrDefault(choice.name(), new double[0]);
            assertThat(own).hasSize(choice.options().size());
            assertThat(Arrays.stream(own).sum()).isCloseTo(1, within(1e-12));
        }
    }

    private static long parameters(Graph graph, Predicate<String> name) {
        return graph.weights().values().stream()
                .filter(weight -> weight.role().isParameter() && name.test(weight.name()))
                .mapToLong(Weight::elements)
                .sum();
    }
}
