package org.espalier.loss;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleSupplier;

/**
 * What a training step minimises: a sum of terms, each on a named output of the graph.
 *
 * @param terms at least one
 */
public record Objective(List<Term> terms) {

    /** The default name under which labels are fed. */
    public static final String LABELS = "labels";

    public Objective {
        terms = List.copyOf(terms);
        if (terms.isEmpty()) {
            throw new IllegalArgumentException("terms: none; name at least one");
        }
    }

    /** One loss on one output, against the labels fed as {@value #LABELS}. */
    public static Objective of(Loss loss, String output) {
        return new Objective(List.of(new OfLogits(loss, output, LABELS, 1)));
    }

    /** This objective and {@code factor} times the output {@code output}, a single number such as an expected cost. */
    public Objective plus(double factor, String output) {
        return plus(new OfValue(output, factor));
    }

    /** This objective and one more term. */
    public Objective plus(Term term) {
        List<Term> all = new ArrayList<>(terms);
        all.add(term);
        return new Objective(all);
    }

    /** Names of the graph's outputs that this objective reads. */
    public Set<String> outputs() {
        Set<String> names = new LinkedHashSet<>();
        terms.forEach(term -> names.addAll(term.outputs()));
        return names;
    }

    /** A summand of an {@link Objective}. */
    public sealed interface Term {

        /** The graph's outputs that the term reads. */
        Set<String> outputs();

        /** The factor of the term. */
        double factor();
    }

    /**
     * A loss between logits and labels of the same height and width.
     *
     * @param output logits, [N, classes, H, W]
     * @param labels name under which the class numbers [N, H, W] are fed
     */
    public record OfLogits(Loss loss, String output, String labels, double factor) implements Term {
        @Override
        public Set<String> outputs() {
            return Set.of(output);
        }
    }

    /** A graph output that is itself a single number: an expected cost, a penalty. */
    public record OfValue(String output, double factor) implements Term {
        @Override
        public Set<String> outputs() {
            return Set.of(output);
        }
    }

    /**
     * A function of outputs that Java computes, from tensors of no more than a few thousand values.
     *
     * @param outputs that the function reads
     * @param weight the factor of the term, read at every step, so that it can change during the run
     */
    public record OfFunction(Set<String> outputs, OutputFunction function, DoubleSupplier weight) implements Term {
        public OfFunction {
            outputs = Set.copyOf(outputs);
        }

        @Override
        public double factor() {
            return weight.getAsDouble();
        }
    }
}
