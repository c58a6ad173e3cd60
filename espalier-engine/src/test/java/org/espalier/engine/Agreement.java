package org.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.espalier.engine.input.NoiseSource;
import org.espalier.engine.input.Sources;
import org.espalier.engine.reference.Reference;
import org.espalier.engine.reference.ReferenceArray;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.graph.Role;
import org.espalier.graph.Weight;
import org.espalier.loss.Objective;
import org.espalier.optimizer.Optimizer;
import org.espalier.random.Seed;
import org.espalier.schedule.Moment;

/** Compares results of the engine with the plain-Java reference: every output, and every gradient of one output. */
public record Agreement(Graph graph, Extent extent, Seed seed) {

    private static final Moment MOMENT = Moment.of(3, 10);
    private static final double STEP = 1e-5;

    /** Compares every output, to 1e-9. */
    public void ofOutputs() {
        try (WeightStore store = randomStore();
                Inference inference = new Inference(graph, store);
                Outputs outputs = inference.run(feeds())) {
            Reference expected = Reference.run(graph, sources(new Seed(0), new Moment(0, 0)), store::read);
            graph.outputs().forEach((output, node) -> {
                ReferenceArray reference = expected.value(node);
                assertThat(outputs.shape(output))
                        .as("shape of %s, %s", output, seed)
                        .isEqualTo(reference.shape());
                assertClose(outputs.doubles(output), reference.values(), 1e-9, "output " + output);
            });
        }
    }

    /**
     * Compares the gradient of the sum of {@code output} in all weights of the roles with central differences, to 1e-6.
     */
    public void ofGradients(String output, Set<Role> roles) {
        Objective objective = new Objective(List.of(new Objective.OfValue(output, 1)));
        try (WeightStore store = randomStore();
                Optimization none = new Optimization(store, new Optimizer.Sgd(0, false, Map.of()), roles);
                TrainingStep step = new TrainingStep(graph, objective, none, StepRules.of(seed))) {
            StepResult result = step.run(feeds(), MOMENT, 0);
            Map<String, double[]> weights = new HashMap<>();
            store.weights().keySet().forEach(name -> weights.put(name, store.read(name)));
            assertThat(result.loss()).as("%s", seed).isCloseTo(score(output, weights), within(1e-9));
            for (Weight.Named weight : graph.keep(Set.of(output)).weights().values()) {
                if (roles.contains(weight.role())) {
                    double[] expected = differences(output, weights, weight.name());
                    assertClose(store.readGradient(weight.name()), expected, 1e-6, "gradient of " + weight.name());
                }
            }
        }
    }

    private double[] differences(String output, Map<String, double[]> weights, String name) {
        double[] values = Objects.requireNonNull(weights.get(name), name);
        double[] differences = new double[values.length];
        for (int place = 0; place < values.length; place++) {
            double kept = values[place];
            values[place] = kept + STEP;
            double above = score(output, weights);
            values[place] = kept - STEP;
            double below = score(output, weights);
            values[place] = kept;
            differences[place] = (above - below) / (2 * STEP);
        }
        return differences;
    }

    private double score(String output, Map<String, double[]> weights) {
        Reference reference =
                Reference.run(graph, sources(seed, MOMENT), name -> Objects.requireNonNull(weights.get(name), name));
        return Arrays.stream(reference.value(graph.outputNode(output)).values()).sum();
    }

    private WeightStore randomStore() {
        WeightStore store = WeightStore.of(graph, ElementType.FLOAT64, seed);
        store.weights().forEach((name, weight) -> {
            double[] values = SmallNets.numbers(seed.derive(name), weight.elements());
            boolean positive = weight.role() == Role.STATISTICS;
            store.write(name, positive ? Arrays.stream(values).map(v -> 1.5 + v).toArray() : values);
        });
        return store;
    }

    private Feeds feeds() {
        Feeds feeds = Feeds.of(extent);
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Op.Input input) {
                feeds.numbers(
                        node.name(),
                        SmallNets.numbers(seed.derive(node.name()), input.type().elements(extent)));
            }
        }
        return feeds;
    }

    private Sources sources(Seed noise, Moment moment) {
        return new Sources(
                feeds().inputs(), NoiseSource.of(noise), moment, ScalarType.Double, MemoryFormat.ChannelsLast);
    }

    private void assertClose(double[] got, double[] expected, double tolerance, String what) {
        assertThat(got).as("%s, %s", what, seed).hasSameSizeAs(expected);
        for (int place = 0; place < got.length; place++) {
            double allowed = tolerance * Math.max(1, Math.abs(expected[place]));
            assertThat(got[place])
                    .as("%s at %d of %d, %s", what, place, got.length, seed)
                    .isCloseTo(expected[place], within(allowed));
        }
    }
}
