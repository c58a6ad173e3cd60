package org.espalier.search;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.espalier.engine.Feeds;
import org.espalier.engine.Inference;
import org.espalier.engine.Outputs;
import org.espalier.engine.StepRules;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Graph;
import org.espalier.graph.Op;
import org.espalier.pass.DropUndrawn;
import org.espalier.random.Seed;
import org.espalier.schedule.Moment;
import org.espalier.space.Choice;
import org.espalier.space.Supernet;

/** The branches that are drawn at a step, so that only they are run: the draw is made before, out of the same noise. */
final class Draws implements AutoCloseable {

    private final Graph choices;
    private final Inference inference;
    private final Seed noise;

    private Draws(Graph choices, WeightStore weights, Seed noise) {
        this.choices = choices;
        this.inference = new Inference(choices, weights);
        this.noise = noise;
    }

    /** Those of a supernet, if it draws one-hot. */
    static Optional<Draws> of(Supernet supernet, WeightStore weights, StepRules rules) {
        Set<String> names = supernet.choices().stream().map(Choice::name).collect(Collectors.toSet());
        Graph choices = supernet.graph().keep(names);
        boolean draws = choices.nodes().stream().anyMatch(node -> node.op() instanceof Op.OneHot);
        return draws ? Optional.of(new Draws(choices, weights, rules.noise())) : Optional.empty();
    }

    /** A supernet's graph without the branches that are not drawn. */
    Graph drawn(Graph graph, Feeds feeds, Moment moment) {
        try (Outputs outputs = inference.run(feeds, noise, moment)) {
            Map<String, double[]> values = new HashMap<>();
            choices.outputs().forEach((choice, node) -> values.put(node, outputs.doubles(choice)));
            return new DropUndrawn(values).apply(graph);
        }
    }

    @Override
    public void close() {
        inference.close();
    }
}
