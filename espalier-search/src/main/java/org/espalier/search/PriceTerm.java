package org.espalier.search;

import java.util.List;
import org.espalier.cost.ExpectedCost;
import org.espalier.cost.MultiplyAdds;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.loss.Objective;
import org.espalier.pass.ForInference;
import org.espalier.pass.Pass;
import org.espalier.pass.Passes;
import org.espalier.pass.ShareCommonSubexpressions;
import org.espalier.space.Choice;
import org.espalier.space.Supernet;

/**
 * What expensive options cost where every network is made as wide as a budget allows. With a(w) the loss of an
 * architecture of width w and multiply-adds m(w), the loss at the budget B is about {@code a(w) - v log(B / m(w))}, where
 * v says by how much the loss falls when the multiply-adds grow e-fold. A supernet has one width, so the term is
 * {@code v log E[m]}, up to a constant.
 */
final class PriceTerm {

    /** Normalisations stay: folded into convolutions they would give off-path zeros a bias, and so a cost. */
    private static final List<Pass> PLAIN = List.of(new ForInference(), new ShareCommonSubexpressions());

    private PriceTerm() {}

    /**
     * The term.
     *
     * @param extent one image
     * @param value v, in nats
     */
    static Objective.OfFunction of(Supernet supernet, Extent extent, double value) {
        Graph graph = Passes.apply(PLAIN, supernet.graph());
        List<String> choices = supernet.choices().stream().map(Choice::name).toList();
        ExpectedCost cost =
                ExpectedCost.of(graph, choices, (node, inputs) -> MultiplyAdds.of(graph, node, extent));
        return new Objective.OfFunction(cost.options().keySet(), cost.log(), () -> value);
    }
}
