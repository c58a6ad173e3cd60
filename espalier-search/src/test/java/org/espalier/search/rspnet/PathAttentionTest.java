package org.espalier.search.rspnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.espalier.engine.ElementType;
import org.espalier.engine.Feeds;
import org.espalier.engine.Inference;
import org.espalier.engine.Outputs;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.random.Seed;
import org.espalier.space.rspnet.PathAttention;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The outputs of path attention, in float64. */
class PathAttentionTest {

    private static final int INPUTS = 3;
    private static final int CHANNELS = 8;
    private static final Extent EXTENT = new Extent(2, 9, 13);
    private static final Seed SEED = new Seed(11);

    @ParameterizedTest
    @EnumSource
    void aSingleOpenGateGivesItsInput(PathAttention attention) {
        for (int open = 0; open < INPUTS; open++) {
            double[] gates = new double[INPUTS];
            gates[open] = 0.3;
            int only = open;
            double[] mixed = run((scope, image) -> {
                List<Value> inputs = inputs(scope, image);
                return scope.mix(inputs, attention.weights(scope.child("attention"), scope.constant(gates), inputs));
            });
            double[] single = run((scope, image) -> inputs(scope, image).get(only));
            assertThat(mixed).as("input %d", open).containsExactly(single);
        }
    }

    @ParameterizedTest
    @EnumSource
    void weightsSumToOneAndClosedGatesHaveWeightZero(PathAttention attention) {
        double[] weights = weights(attention, 0.2, 0, 0.9);
        for (int image = 0; image < weights.length; image += INPUTS) {
            assertThat(weights[image] + weights[image + 1] + weights[image + 2]).isCloseTo(1, within(1e-12));
            assertThat(weights[image + 1]).isZero();
        }
    }

    @Test
    void staticWeightsAreNormalisedGates() {
        assertThat(weights(PathAttention.STATIC, 0.2, 0.5, 0.8))
                .containsExactly(new double[] {0.2 / 1.5, 0.5 / 1.5, 0.8 / 1.5}, within(1e-12));
    }

    @Test
    void dynamicGatesAreTheSigmoidOfGammaPlusTheImagesScore() {
        double[] gates = {0.2, 0.5, 0.8};
        double[] weights = weights(PathAttention.DYNAMIC, gates);
        double[] scores = scores();
        double[] expected = new double[weights.length];
        for (int image = 0; image < EXTENT.batch(); image++) {
            int first = image * INPUTS;
            for (int input = 0; input < INPUTS; input++) {
                double gamma = Math.log(gates[input] / (1 - gates[input]));
                expected[first + input] = 1 / (1 + Math.exp(-gamma - scores[first + input]));
            }
            double sum = Arrays.stream(expected, first, first + INPUTS).sum();
            for (int input = 0; input < INPUTS; input++) {
                expected[first + input] /= sum;
            }
        }
        assertThat(weights).containsExactly(expected, within(1e-12));
        assertThat(weights[0]).as("the two images differ").isNotCloseTo(weights[INPUTS], within(1e-6));
    }

    /** The scores of the attention's perceptron for each image and input, by image. */
    private static double[] scores() {
        double[][] byInput = IntStream.range(0, INPUTS)
                .mapToObj(input -> {
                    String node = "net.attention.input_" + input + ".score";
                    return run(dynamic(0.5, 0.5, 0.5), node);
                })
                .toArray(double[][]::new);
        return IntStream.range(0, INPUTS * EXTENT.batch())
                .mapToDouble(index -> byInput[index % INPUTS][index / INPUTS])
                .toArray();
    }

    private static Build dynamic(double... gates) {
        return (scope, image) ->
                PathAttention.DYNAMIC.weights(scope.child("attention"), scope.constant(gates), inputs(scope, image));
    }

    private static double[] weights(PathAttention attention, double... gates) {
        return run((scope, image) ->
                attention.weights(scope.child("attention"), scope.constant(gates), inputs(scope, image)));
    }

    /** A graph in a scope. */
    private interface Build {
        Value apply(Scope scope, Value image);
    }

    private static List<Value> inputs(Scope scope, Value image) {
        return IntStream.range(0, INPUTS)
                .mapToObj(input -> scope.child("map_" + input).pointwise(image, CHANNELS))
                .toList();
    }

    private static double[] run(Build build) {
        return run(build, "");
    }

    /** @param node the node to evaluate; that of the built value if empty */
    private static double[] run(Build build, String node) {
        GraphBuilder builder = new GraphBuilder();
        builder.output("out", build.apply(builder.scope("net"), builder.image()));
        Graph graph = builder.build();
        Graph seen = node.isEmpty() ? graph : Graph.of(graph.nodes(), Map.of("out", node));
        return values(seen);
    }

    private static double[] values(Graph graph) {
        byte[] image = new byte[3 * EXTENT.batch() * EXTENT.height() * EXTENT.width()];
        SEED.generator().nextBytes(image);
        try (WeightStore weights = WeightStore.of(graph, ElementType.FLOAT64, SEED);
                Inference inference = new Inference(graph, weights);
                Outputs outputs = inference.run(Feeds.ofImages(EXTENT, image))) {
            return outputs.doubles("out");
        }
    }
}
