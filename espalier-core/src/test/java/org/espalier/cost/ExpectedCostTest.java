package org.espalier.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.graph.Scope;
import org.espalier.graph.Type;
import org.espalier.graph.Value;
import org.espalier.loss.OutputFunction.Valued;
import org.espalier.pass.FixValues;
import org.espalier.pass.ForInference;
import org.espalier.pass.Passes;
import org.espalier.pass.ShareCommonSubexpressions;
import org.espalier.random.Seed;
import org.espalier.space.Choice;
import org.espalier.space.OpenChoices;
import org.espalier.space.Relaxation;
import org.espalier.space.SearchSpace;
import org.espalier.space.Supernet;
import org.espalier.space.autodeeplab.AutoDeepLab;
import org.espalier.space.autodeeplab.NetworkConfig;
import org.espalier.space.autodeeplab.SupernetConfig;
import org.espalier.space.gas.Gas;
import org.espalier.space.gas.GasConfig;
import org.espalier.space.operation.AtrousConv.Form;
import org.espalier.text.Text;
import org.junit.jupiter.api.Test;

class ExpectedCostTest {

    private static final int CLASSES = 3;
    private static final Extent EXTENT = Extent.of(48, 64);

    /** Two cells, one of them halving, of two edges with four options each: 256 architectures. */
    private static final Gas GAS = Gas.of(new GasConfig(
            2,
            1,
            List.of(2, 4),
            List.of(1),
            List.of(4),
            List.of(2),
            List.of("skip_connect", "sep_conv_3x3", "max_pool_3x3"),
            4,
            List.of(6),
            Form.DENSE,
            0.9,
            1e-5,
            0.1));

    private static final AutoDeepLab AUTO_DEEP_LAB = AutoDeepLab.of(
            new SupernetConfig(
                    SupernetConfig.Form.PUBLISHED,
                    3,
                    3,
                    3,
                    2,
                    2,
                    List.of("skip_connect", "sep_conv_3x3", "avg_pool_3x3"),
                    1,
                    Form.SEPARABLE,
                    SupernetConfig.SearchStem.TWO_LAYER,
                    List.of(4, 4),
                    false,
                    SupernetConfig.BorderInputs.NEAREST,
                    SupernetConfig.Downsampling.BILINEAR,
                    SupernetConfig.Heads.ACTIVATED,
                    96,
                    SupernetConfig.StoredTransitions.VALID,
                    SupernetConfig.PathWeights.PATHS,
                    SupernetConfig.Decoding.CORRECTED,
                    1e-5,
                    0.1),
            NetworkConfig.paper(4));

    @Test
    void isTheCostOfTheRestrictedGraphForAllArchitecturesOfASmallSpace() {
        Supernet supernet = GAS.supernet(CLASSES);
        Graph plain = plain(supernet);
        List<Map<String, double[]>> all = List.of(Map.of());
        for (Choice choice : supernet.choices()) {
            List<Map<String, double[]>> longer = new ArrayList<>();
            for (Map<String, double[]> some : all) {
                for (int option = 0; option < choice.options().size(); option++) {
                    Map<String, double[]> more = new HashMap<>(some);
                    double[] weights = new double[choice.options().size()];
                    weights[option] = 1;
                    more.put(choice.name(), weights);
                    longer.add(more);
                }
            }
            all = longer;
        }
        assertThat(all).hasSize(256);
        assertExact(supernet, plain, all);
    }

    @Test
    void isTheCostOfTheRestrictedGraphWhereManyPlacesShareTheChoices() {
        Supernet supernet = AUTO_DEEP_LAB.supernet(CLASSES);
        List<Map<String, double[]>> some = new ArrayList<>();
        for (int seed = 0; seed < 200; seed++) {
            some.add(AUTO_DEEP_LAB.decisions(AUTO_DEEP_LAB.random(new Seed(seed))));
        }
        assertExact(supernet, plain(supernet), some);
    }

    @Test
    void multiplyAddsAreOneSuchCost() {
        for (SearchSpace<?> space : List.of(GAS, AUTO_DEEP_LAB)) {
            assertMultiplyAddsExact(space);
        }
    }

    private static <A> void assertMultiplyAddsExact(SearchSpace<A> space) {
        Supernet supernet = space.supernet(CLASSES);
        Graph graph = plain(supernet);
        ExpectedCost expected =
                ExpectedCost.of(graph, names(supernet), (node, inputs) -> MultiplyAdds.of(graph, node, EXTENT));
        for (int seed = 0; seed < 20; seed++) {
            Map<String, double[]> decisions = space.decisions(space.random(new Seed(seed)));
            assertThat(expected.at(decisions).value())
                    .as("seed %d", seed)
                    .isEqualTo(Cost.of(restricted(graph, decisions), EXTENT).multiplyAdds());
        }
    }

    @Test
    void theGradientIsThatOfFiniteDifferences() {
        for (Supernet supernet : List.of(GAS.supernet(CLASSES), AUTO_DEEP_LAB.supernet(CLASSES))) {
            Graph graph = plain(supernet);
            ExpectedCost cost = ExpectedCost.of(graph, names(supernet), madeUp(graph));
            Map<String, double[]> weights = soft(supernet, new Seed(4));
            Valued valued = cost.at(weights);
            for (Choice choice : supernet.choices()) {
                double[] own = Objects.requireNonNull(weights.get(choice.name()));
                for (int option = 0; option < own.length; option++) {
                    double step = 1e-6;
                    double middle = own[option];
                    own[option] = middle + step;
                    double above = cost.at(weights).value();
                    own[option] = middle - step;
                    double below = cost.at(weights).value();
                    own[option] = middle;
                    assertThat(Objects.requireNonNull(valued.gradient().get(choice.name()))[option])
                            .as("%s %d", choice.name(), option)
                            .isCloseTo((above - below) / (2 * step), within(1e-5 * valued.value()));
                }
            }
        }
    }

    /**
     * With one-hot weights it is the table's sum, and the gradient of its logarithm by a weight is the option's time
     * over the total, up to a constant shared by all options of a choice, which a softmax removes.
     */
    @Test
    void atOneHotWeightsItIsTheSumOfTheTableAndItsLogarithmsGradientTheOptionsShares() {
        GraphBuilder builder = new GraphBuilder();
        OpenChoices choices = new OpenChoices(builder, Relaxation.SOFTMAX);
        Scope scope = builder.scope("stem");
        Value x = scope.conv(builder.image(), 4, 3, 2);
        for (int layer = 0; layer < 3; layer++) {
            Scope place = builder.scope("layer_" + layer);
            Value weights = choices.open("choice_" + layer, List.of("a", "b", "c"));
            List<Value> values = new ArrayList<>();
            for (String name : List.of("a", "b", "c")) {
                values.add(place.child(name).conv(x, 4, 3, 1));
            }
            x = place.mix(values, weights);
        }
        builder.output(Supernet.LOGITS, x);
        Supernet supernet = choices.build();
        Map<String, Double> table = new LinkedHashMap<>();
        Graph graph = supernet.graph();
        double[] costs = graph.nodes().stream()
                .mapToDouble(node -> node.op() instanceof Op.Conv2d
                        ? 1 + new Seed(5).derive(node.name()).uniform(0)
                        : 0)
                .toArray();
        graph.nodes().forEach(node -> table.put(node.name(), costs[graph.index(node.name())]));
        ExpectedCost expected = ExpectedCost.of(graph, names(supernet), (node, inputs) -> costs[node]);
        Map<String, double[]> oneHot = Map.of(
                "choice_0", new double[] {0, 1, 0},
                "choice_1", new double[] {1, 0, 0},
                "choice_2", new double[] {0, 0, 1});
        double total = table.getOrDefault("stem.conv", 0.0)
                + table.getOrDefault("layer_0.b.conv", 0.0)
                + table.getOrDefault("layer_1.a.conv", 0.0)
                + table.getOrDefault("layer_2.c.conv", 0.0);
        assertThat(expected.at(oneHot).value()).isEqualTo(total);
        Valued log = expected.scaled(1000).log().at(oneHot);
        assertThat(log.value()).isCloseTo(Math.log(1000 * total), within(1e-12));
        for (int layer = 0; layer < 3; layer++) {
            double[] gradient = Objects.requireNonNull(log.gradient().get("choice_" + layer));
            for (int option = 0; option < 3; option++) {
                double more = table.getOrDefault(Text.format("layer_%d.%c.conv", layer, 'a' + option), 0.0)
                        - table.getOrDefault(Text.format("layer_%d.a.conv", layer), 0.0);
                assertThat(gradient[option] - gradient[0]).isCloseTo(more / total, within(1e-12));
            }
        }
    }

    private static void assertExact(Supernet supernet, Graph graph, List<Map<String, double[]>> all) {
        NodeCost cost = madeUp(graph);
        ExpectedCost expected = ExpectedCost.of(graph, names(supernet), cost);
        for (Map<String, double[]> decisions : all) {
            double exact = 0;
            for (Node node : restricted(graph, decisions).nodes()) {
                if (!(node.op() instanceof Op.Zeros)) {
                    exact += cost.of(graph.index(node.name()), node.inputs().size());
                }
            }
            assertThat(expected.at(decisions).value()).isCloseTo(exact, within(1e-9 * exact));
        }
    }

    /**
     * A cost for every node that computes something, as a function of its name; a sum's cost grows with its number of
     * inputs, but not in proportion.
     */
    private static NodeCost madeUp(Graph graph) {
        return (index, inputs) -> {
            Node node = graph.nodes().get(index);
            boolean free =
                    node.inputs().isEmpty() || graph.type(index) instanceof Type.Tensor || node.op() instanceof Op.Mix;
            double one = free ? 0 : 1 + new Seed(7).derive(node.name()).uniform(0);
            return node.op() instanceof Op.Add ? one + inputs * inputs : one;
        };
    }

    /** The graph in inference form with common subexpressions shared; restricted graphs are built from it. */
    private static Graph plain(Supernet supernet) {
        return Passes.apply(List.of(new ForInference(), new ShareCommonSubexpressions()), supernet.graph());
    }

    private static Graph restricted(Graph graph, Map<String, double[]> decisions) {
        Map<String, double[]> nodes = new HashMap<>();
        decisions.forEach((choice, weights) -> nodes.put(graph.outputNode(choice), weights));
        return Passes.apply(Passes.SIMPLIFY, new FixValues(nodes).apply(graph.keep(Set.of(Supernet.LOGITS))));
    }

    private static List<String> names(Supernet supernet) {
        return supernet.choices().stream().map(Choice::name).toList();
    }

    private static Map<String, double[]> soft(Supernet supernet, Seed seed) {
        Map<String, double[]> weights = new LinkedHashMap<>();
        for (Choice choice : supernet.choices()) {
            double[] own = new double[choice.options().size()];
            double sum = 0;
            for (int option = 0; option < own.length; option++) {
                own[option] = 0.1 + seed.derive(choice.name()).uniform(option);
                sum += own[option];
            }
            for (int option = 0; option < own.length; option++) {
                own[option] /= 1.01 * sum;
            }
            weights.put(choice.name(), own);
        }
        return weights;
    }
}
