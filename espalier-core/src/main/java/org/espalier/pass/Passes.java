package org.espalier.pass;

import java.util.List;
import org.espalier.graph.Graph;

/** The order of the passes, in one place. */
public final class Passes {

    /** Makes decided choices take effect: used when an architecture's weights have been fixed. */
    public static final List<Pass> SIMPLIFY = List.of(new FoldConstants(), new SimplifyMixes());

    /** Before a training or search step. The result is an equal graph that does less. */
    public static final List<Pass> FOR_TRAINING =
            List.of(new FoldConstants(), new SimplifyMixes(), new ShareCommonSubexpressions());

    /** From the graph that was trained to the one that is exported: the inference form, doing as little as possible. */
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
