package org.espalier.pass;

import java.util.List;
import org.espalier.graph.Graph;

/** The lists of passes, in their order. */
public final class Passes {

    /** Removes the unused parts of a graph whose choice weights are fixed. */
    public static final List<Pass> SIMPLIFY = List.of(new FoldConstants(), new SimplifyMixes());

    /** Before a training or search step. The result is an equal graph with less work. */
    public static final List<Pass> FOR_TRAINING =
            List.of(new FoldConstants(), new SimplifyMixes(), new ShareCommonSubexpressions());

    /** Turns the trained graph into the exported one: the inference form with as little work as possible. */
    public static final List<Pass> FOR_EXPORT = List.of(
            new ForInference(),
            new FoldConstants(),
            new SimplifyMixes(),
            new ShareCommonSubexpressions(),
            new FoldNormalization());

    private Passes() {}

    /** Applies the passes one after the other. */
    public static Graph apply(List<Pass> passes, Graph graph) {
        Graph result = graph;
        for (Pass pass : passes) {
            result = pass.apply(result);
        }
        return result;
    }
}
