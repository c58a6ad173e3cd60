package org.espalier.space;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Initializer;
import org.espalier.graph.Role;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.graph.Weight;

/**
 * The choices of a supernet that is being built: each gets logits, a relaxation to weights, and an output that gives
 * them.
 */
public final class OpenChoices {

    /** Initial logits: 1e-3 N(0, 1), as in DARTS and Auto-DeepLab. */
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
        return open(name, options, logits(name, options));
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

    /**
     * The choices of a cell; the relaxation may guide them by those of the previous cell.
     *
     * @param place name of the scope of the guidance
     * @param names of the choices, one per edge
     * @param before the previous cell, if there is one
     */
    public OpenCell openCell(String place, List<String> names, List<String> options, Optional<OpenCell> before) {
        return open(place, names, options, before, logits(names, options));
    }

    /** The choices of a cell that all layers share, so that it is its own previous cell. */
    public OpenCell openSharedCell(String place, List<String> names, List<String> options) {
        List<Value> logits = logits(names, options);
        return open(place, names, options, Optional.of(new OpenCell(logits, logits, List.of())), logits);
    }

    private List<Value> logits(List<String> names, List<String> options) {
        return names.stream().map(name -> logits(name, options)).toList();
    }

    private Value logits(String name, List<String> options) {
        return builder.scope(name)
                .parameter(new Weight.Named(name, List.of(options.size()), Role.ARCHITECTURE, NEARLY_EVEN));
    }

    private OpenCell open(
            String place, List<String> names, List<String> options, Optional<OpenCell> before, List<Value> logits) {
        List<Value> guided = before.map(cell -> relaxation.guided(builder.scope(place), logits, cell))
                .orElse(logits);
        List<Value> weights = IntStream.range(0, names.size())
                .mapToObj(edge -> open(names.get(edge), options, guided.get(edge)))
                .toList();
        return new OpenCell(logits, guided, weights);
    }

    /** The graph built so far, as a supernet. */
    public Supernet build() {
        return new Supernet(builder.build(), choices);
    }
}
