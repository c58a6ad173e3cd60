package org.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Op;
import org.espalier.graph.Role;
import org.espalier.graph.Scope;
import org.espalier.graph.Type;
import org.espalier.graph.Value;
import org.espalier.loss.Loss;
import org.espalier.loss.Objective;
import org.espalier.optimizer.Optimizer;
import org.espalier.random.Seed;
import org.espalier.schedule.Moment;
import org.junit.jupiter.api.Test;

class IdleBranchesTest {

    private static final Seed SEED = new Seed(3);
    private static final Set<Role> ROLES = Set.of(Role.KERNEL, Role.SCALE, Role.BIAS);
    private static final String WEIGHTS = "weights";

    @Test
    void aSkippedBranchKeepsItsWeightsMomentaAndStatistics() {
        try (WeightStore store = WeightStore.of(choice(), ElementType.FLOAT32, SEED);
                Optimization optimization = new Optimization(store, Optimizer.sgd(0.1), ROLES);
                TrainingStep step = step(optimization, Gradients.SEGMENTS)) {
            step.run(feeds(1, 1), Moment.of(0, 9), 0.1);
            List<double[]> idle = branch(store, 0);
            List<double[]> run = branch(store, 1);

            step.run(feeds(0, 1), Moment.of(1, 9), 0.1);

            assertThat(branch(store, 0)).usingRecursiveComparison().isEqualTo(idle);
            for (int weight = 0; weight < run.size(); weight++) {
                assertThat(branch(store, 1).get(weight)).isNotEqualTo(run.get(weight));
            }
        }
    }

    @Test
    void gradientsEqualThoseOfTheWholeGraph() {
        for (Gradients gradients : Gradients.values()) {
            assertThat(gradients(gradients, feeds(0, 0.5)))
                    .as("%s", gradients)
                    .hasSameSizeAs(gradients(Gradients.WHOLE, feeds(0, 0.5)))
                    .zipSatisfy(
                            gradients(Gradients.WHOLE, feeds(0, 0.5)),
                            (own, whole) -> assertThat(own).isCloseTo(whole, within(1e-12)));
        }
    }

    @Test
    void aSumWithAllWeightsZeroIsZero() {
        assertThat(gradients(Gradients.SEGMENTS, feeds(0, 0))).isEqualTo(gradients(Gradients.WHOLE, feeds(0, 0)));
    }

    /** A choice of two convolutions between a stem and a classifier; the weights of the options are an input. */
    private static Graph choice() {
        GraphBuilder builder = new GraphBuilder();
        Value weights = builder.input(WEIGHTS, new Type.Tensor(List.of(2)));
        Scope stem = builder.scope("stem");
        Value x = stem.relu(stem.normalize(stem.conv(builder.image(), 8, 3, 2)));
        List<Value> options = new ArrayList<>();
        for (int option = 0; option < 2; option++) {
            Scope scope = builder.scope("option_" + option);
            options.add(scope.normalize(scope.conv(x, 8, 3, 1)));
        }
        Scope head = builder.scope("head");
        Value mixed = head.add("mix", new Op.Mix(), options.get(0), options.get(1), weights);
        builder.output("logits", head.resize(head.classifier(mixed, SmallNets.CLASSES), 1));
        return builder.build();
    }

    private static List<double[]> branch(WeightStore store, int option) {
        return List.of("conv.weight", "norm.scale", "norm.shift", "norm.mean", "norm.variance").stream()
                .map(name -> store.read("option_" + option + "." + name))
                .toList();
    }

    private static List<Double> gradients(Gradients kind, Feeds feeds) {
        List<Double> gradients = new ArrayList<>();
        try (WeightStore store = WeightStore.of(choice(), ElementType.FLOAT64, SEED);
                Optimization optimization = new Optimization(store, Optimizer.sgd(0), ROLES);
                TrainingStep step = step(optimization, kind)) {
            step.run(feeds, Moment.of(0, 9), 0);
            for (String name : List.of("option_0.conv.weight", "option_1.conv.weight", "stem.conv.weight")) {
                for (double value : store.readGradient(name)) {
                    gradients.add(value);
                }
            }
        }
        return gradients;
    }

    private static TrainingStep step(Optimization optimization, Gradients gradients) {
        return new TrainingStep(
                choice(),
                Objective.of(Loss.crossEntropy(), "logits"),
                optimization,
                StepRules.of(SEED).with(gradients));
    }

    private static Feeds feeds(double... weights) {
        return Feeds.of(SmallNets.colourBlocks(new Extent(2, 17, 24), SEED)).numbers(WEIGHTS, weights);
    }
}
