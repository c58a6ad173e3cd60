package org.espalier.space;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Initializer;
import org.espalier.graph.Role;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.graph.Weight;

/** The choices of a supernet that is being built: each gets logits, a relaxation to weights, and an output that gives them. */
public final class OpenChoices {

    /** Of the logits at the start: 1e-3 N(0, 1), as DARTS and Auto-DeepLab have it. */
    public static final Initializer NEARLY_EVEN = new Initializer.Normal(1e-3);

    private final GraphBuilder builder;
    private final Relaxation relaxation;
    private final List<Choice> choices = new ArrayList<>();

    /** No choices yet. */
    public OpenChoices(GraphBuilder builder, Relaxation relaxation) {
        this.builder = builder;
        this.relaxation = relaxation;
    }

    /**
     * A choice with logits of its own, an architecture parameter of the choice's name.
     *
     * @return the weights of its options, tensor [options]
     */
    public Value open(String name, List<String> options) {
        Weight.Named logits = new Weight.Named(name, List.of(options.size()), Role.ARCHITECTURE, NEARLY_EVEN);
        return open(name, options, builder.scope(name).parameter(logits));
    }

    /**
     * A choice whose logits are a value of the graph.
     *
     * @param logits tensor [options]
     * @return the weights of its options, tensor [options]
     */
    public Value open(String name, List<String> options, Value logits) {
        Scope scope = builder.scope(name);
        Value weights = relaxation.weights(scope, logits);
        builder.output(name, weights);
        choices.add(new Choice(name, options));
        return weights;
    }

    /** The graph built so far, as a supernet. */
    public Supernet build() {
        return new Supernet(builder.build(), choices);
    }
}
