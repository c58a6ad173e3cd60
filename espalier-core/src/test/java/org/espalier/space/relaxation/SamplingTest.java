package org.espalier.space.relaxation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Op;
import org.espalier.graph.Role;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.pass.FixValues;
import org.espalier.pass.FoldConstants;
import org.espalier.pass.Passes;
import org.espalier.random.Seed;
import org.espalier.schedule.Schedule;
import org.espalier.space.OpenCell;
import org.espalier.space.OpenChoices;
import org.espalier.space.Relaxation;
import org.espalier.space.relaxation.GraphGuidance.Input;
import org.espalier.space.relaxation.GraphGuidance.Matrices;
import org.espalier.space.relaxation.Sampling.Sample;
import org.espalier.text.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SamplingTest {

    private static final int EDGES = 3;
    private static final int OPTIONS = 4;
    private static final List<String> NAMES = List.of("none", "a", "b", "c");
    private static final Schedule TEMPERATURE = new Schedule.Exponential(1, 0.03);

    @Test
    void withoutGuidanceTheLogitsAreTheirOwn() {
        for (int cell = 0; cell < 3; cell++) {
            assertThat(guided(new GraphGuidance(0, 8, 1, Matrices.OWN, Input.RAW), cell, Map.of()))
                    .containsExactly(logits(cell));
        }
    }

    @Test
    void theFirstCellIsNotGuided() {
        assertThat(guided(new GraphGuidance(0.7, 8, 1, Matrices.OWN, Input.RAW), 0, Map.of()))
                .containsExactly(logits(0));
    }

    @Test
    void withoutMixingAndWithIdentitiesTheCellBeforeIsAddedTimesGamma() {
        GraphGuidance guidance = new GraphGuidance(0.7, OPTIONS, 1, Matrices.OWN, Input.RAW);
        Map<String, double[]> matrices = new HashMap<>();
        for (int cell = 1; cell < 3; cell++) {
            String place = "cell_" + cell + ".guidance.";
            matrices.put(place + "into", identity());
            matrices.put(place + "out", identity());
            matrices.put(place + "layer_0", new double[OPTIONS * OPTIONS]);
        }
        double[] found = guided(guidance, 2, matrices);
        for (int index = 0; index < found.length; index++) {
            assertThat(found[index]).isCloseTo(logits(2)[index] + 0.7 * logits(1)[index], within(1e-12));
        }
        double[] chained = guided(new GraphGuidance(0.7, OPTIONS, 1, Matrices.OWN, Input.GUIDED), 2, matrices);
        for (int index = 0; index < chained.length; index++) {
            double before = logits(1)[index] + 0.7 * logits(0)[index];
            assertThat(chained[index]).isCloseTo(logits(2)[index] + 0.7 * before, within(1e-12));
        }
    }

    @Test
    void everyEdgeSharesItsAttentionAmongTheEdgesBefore() {
        Graph graph = built(new GraphGuidance(0.5, 8, 2, Matrices.OWN, Input.RAW));
        Graph values = evaluated(graph, Map.of());
        String likeness = graph.nodes().stream()
                .filter(node -> node.op() instanceof Op.Softmax && node.name().startsWith("cell_1.guidance"))
                .findFirst()
                .orElseThrow()
                .name();
        double[] rows = constant(values, likeness);
        assertThat(rows).hasSize(EDGES * EDGES);
        assertThat(DoubleStream.of(rows).min().orElseThrow()).isPositive();
        for (int row = 0; row < EDGES; row++) {
            assertThat(DoubleStream.of(rows)
                            .skip((long) row * EDGES)
                            .limit(EDGES)
                            .sum())
                    .isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void sharedMatricesAreOneForAllCells() {
        assertThat(parameters(new GraphGuidance(0.5, 8, 1, Matrices.OWN, Input.RAW)))
                .isEqualTo(2 * (2 * 16 + 2 * 32 + 64));
        assertThat(parameters(new GraphGuidance(0.5, 8, 1, Matrices.SHARED, Input.RAW)))
                .isEqualTo(2 * 16 + 2 * 32 + 64);
        assertThat(parameters(GraphGuidance.NONE)).isZero();
    }

    private static long parameters(GraphGuidance guidance) {
        Graph graph = built(guidance);
        return graph.weights().values().stream()
                .peek(weight -> assertThat(weight.role()).isEqualTo(Role.ARCHITECTURE))
                .filter(weight -> weight.name().contains("guidance"))
                .mapToLong(weight -> weight.elements())
                .sum();
    }

    @Test
    void samplesHaveTheFrequenciesOfTheSoftmax() {
        double[] found = new double[OPTIONS];
        int draws = 20_000;
        for (int draw = 0; draw < draws; draw++) {
            double[] weights = draw(Sample.HARD, 1, new Seed(draw));
            assertThat(weights).containsOnly(0, 1);
            for (int option = 0; option < OPTIONS; option++) {
                found[option] += weights[option] / draws;
            }
        }
        double[] expected = draw(Sample.NONE, 1, new Seed(0));
        for (int option = 0; option < OPTIONS; option++) {
            assertThat(found[option]).isCloseTo(expected[option], within(0.012));
        }
    }

    @Test
    void coldSamplesAreOneHotAndAgreeWithHardOnes() {
        for (int draw = 0; draw < 200; draw++) {
            double[] cold = draw(Sample.SOFT, 1e-4, new Seed(draw));
            assertThat(Arrays.stream(cold).sum()).isCloseTo(1, within(1e-12));
            double[] hard = draw(Sample.HARD, 1, new Seed(draw));
            for (int option = 0; option < OPTIONS; option++) {
                assertThat(cold[option]).as("draw %d", draw).isCloseTo(hard[option], within(1e-3));
            }
        }
    }

    @Test
    void annealedWeightsAreTheSoftmaxOfTheLogitsOverTheTemperatureAndEndOneHot() {
        double[] even = draw(Sample.NONE, 1, new Seed(0));
        assertThat(draw(Sample.ANNEALED, 1, new Seed(0))).containsExactly(even, within(1e-12));
        double[] sharper = draw(Sample.ANNEALED, 0.25, new Seed(0));
        for (int option = 0; option < OPTIONS; option++) {
            assertThat(sharper[option] / sharper[3]).isCloseTo(Math.pow(even[option] / even[3], 4), within(1e-9));
        }
        assertThat(draw(Sample.ANNEALED, 0.03, new Seed(0))).containsExactly(new double[] {0, 0, 1, 0}, within(1e-6));
    }

    @ParameterizedTest
    @EnumSource(names = {"PATHS", "FAIR_PATHS"})
    void sampledPathsShareTheSoftmaxAndTheOthersHaveWeightZero(Sample sample) {
        double[] even = draw(Sample.NONE, 1, new Seed(0));
        double[] paths = draw(sample, 1, new Seed(0));
        assertThat(paths[1]).isZero();
        assertThat(paths[3]).isZero();
        assertThat(paths[0]).isCloseTo(even[0] / (even[0] + even[2]), within(1e-12));
        assertThat(paths[2]).isCloseTo(even[2] / (even[0] + even[2]), within(1e-12));
    }

    /** The weights of one choice, its noise drawn from a seed; of paths the first and the third. */
    private static double[] draw(Sample sample, double temperature, Seed seed) {
        GraphBuilder builder = new GraphBuilder();
        OpenChoices choices = new OpenChoices(builder, new Sampling(sample, 2, TEMPERATURE, GraphGuidance.NONE));
        choices.open("choice", NAMES);
        Graph graph = choices.build().graph();
        Map<String, double[]> values = new HashMap<>();
        values.put("choice", new double[] {0.3, -0.5, 1, 0});
        values.put("choice.sharpness", new double[] {1 / temperature});
        double out = Double.NEGATIVE_INFINITY;
        values.put("choice.paths", new double[] {0, out, 0, out});
        values.put(
                "choice.gumbel",
                DoubleStream.iterate(0, i -> i + 1)
                        .limit(OPTIONS)
                        .map(i -> seed.gumbel((long) i))
                        .toArray());
        Graph fixed = Passes.apply(List.of(new FixValues(values), new FoldConstants()), graph);
        return constant(fixed, fixed.outputNode("choice"));
    }

    private static double[] guided(GraphGuidance guidance, int cell, Map<String, double[]> matrices) {
        Graph values = evaluated(built(guidance), matrices);
        double[] all = new double[EDGES * OPTIONS];
        for (int edge = 0; edge < EDGES; edge++) {
            double[] own = constant(values, values.outputNode(name(cell, edge)));
            System.arraycopy(own, 0, all, edge * OPTIONS, OPTIONS);
        }
        return all;
    }

    /** Three cells whose "weights" are their guided logits. */
    private static Graph built(GraphGuidance guidance) {
        GraphBuilder builder = new GraphBuilder();
        Sampling sampling = new Sampling(Sample.NONE, 2, TEMPERATURE, guidance);
        OpenChoices choices = new OpenChoices(builder, new Relaxation() {
            @Override
            public Value weights(Scope scope, Value logits) {
                return scope.add("itself", new Op.Scale(1), logits);
            }

            @Override
            public List<Value> guided(Scope scope, List<Value> logits, OpenCell neighbour) {
                return sampling.guided(scope, logits, neighbour);
            }
        });
        List<OpenCell> cells = new ArrayList<>();
        for (int cell = 0; cell < 3; cell++) {
            List<String> names = new ArrayList<>();
            for (int edge = 0; edge < EDGES; edge++) {
                names.add(name(cell, edge));
            }
            cells.add(choices.openCell(
                    "cell_" + cell, names, NAMES, cell == 0 ? Optional.empty() : Optional.of(cells.getLast())));
        }
        return choices.build().graph();
    }

    private static Graph evaluated(Graph graph, Map<String, double[]> matrices) {
        Map<String, double[]> values = new HashMap<>();
        graph.weights()
                .values()
                .forEach(
                        weight -> values.put(weight.name(), weight.initializer().values(weight, new Seed(8))));
        for (int cell = 0; cell < 3; cell++) {
            for (int edge = 0; edge < EDGES; edge++) {
                int from = edge * OPTIONS;
                values.put(name(cell, edge), Arrays.copyOfRange(logits(cell), from, from + OPTIONS));
            }
        }
        values.putAll(matrices);
        return Passes.apply(List.of(new FixValues(values), new FoldConstants()), withAttention(graph));
    }

    /** Also gives what would be folded away. */
    private static Graph withAttention(Graph graph) {
        Map<String, String> outputs = new HashMap<>(graph.outputs());
        graph.nodes().stream()
                .filter(node -> node.op() instanceof Op.Softmax)
                .forEach(node -> outputs.put("attention " + node.name(), node.name()));
        return Graph.of(graph.nodes(), outputs);
    }

    private static double[] constant(Graph graph, String node) {
        return ((Op.Constant) graph.node(node).op())
                .values().stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double[] logits(int cell) {
        double[] values = new double[EDGES * OPTIONS];
        Arrays.setAll(values, index -> new Seed(9).derive(cell).normal(index));
        return values;
    }

    private static double[] identity() {
        double[] identity = new double[OPTIONS * OPTIONS];
        for (int i = 0; i < OPTIONS; i++) {
            identity[i * OPTIONS + i] = 1;
        }
        return identity;
    }

    private static String name(int cell, int edge) {
        return Text.format("alpha.%d.%d", cell, edge);
    }
}
