package org.espalier.blueprint;

import java.util.Optional;
import java.util.Set;
import org.espalier.budget.Budget;
import org.espalier.budget.Proportions;
import org.espalier.budget.WidthFamily;
import org.espalier.budget.WidthSolver;
import org.espalier.cost.Cost;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.latency.LatencyCost;
import org.espalier.latency.LatencyTable;
import org.espalier.pass.ForImages;
import org.espalier.problem.BadData;
import org.espalier.problem.BadUsage;
import org.espalier.space.Supernet;

/**
 * Gives blueprints the widths with which their networks cost what a budget allows, without weights.
 *
 * @param budget of the network in inference form, without auxiliary heads
 * @param extent one image
 * @param classes of the network
 * @param images what adapts networks to the images of a data set
 * @param table of latencies, for a budget in milliseconds
 */
public record BudgetFit(Budget budget, Extent extent, int classes, ForImages images, Optional<LatencyTable> table) {

    /** @throws BadUsage if the budget is a time and there is no table */
    public BudgetFit {
        if (budget instanceof Budget.Latency && table.isEmpty()) {
            throw new BadUsage(
                    "budget: " + budget + " needs a latency table; measure one with espalier profile, or give"
                            + " the budget in multiply-adds, such as 35M");
        }
    }

    /** The same network with the widths that meet the budget; empty if none do. */
    public Optional<Blueprint> find(Blueprint blueprint) {
        return find(family(blueprint));
    }

    /** As {@link #find(Blueprint)}, for a network whose parts have other proportions. */
    public Optional<Blueprint> find(Blueprint blueprint, Proportions proportions) {
        return find(proportions.of(family(blueprint)));
    }

    private Optional<Blueprint> find(WidthFamily<Blueprint> family) {
        return solver().find(family).filter(this::isKnown);
    }

    /**
     * The same network with the widths that meet the budget.
     *
     * @throws BadUsage if none do, or the network has no widths that may be changed
     * @throws BadData if the table has no entries at such widths, nor at narrower and wider ones
     */
    public Blueprint require(Blueprint blueprint) {
        Blueprint found = solver().require(family(blueprint));
        if (!isKnown(found)) {
            double unused = LatencyCost.of(table.orElseThrow(), scores(found), extent);
        }
        return found;
    }

    /**
     * The same network with the widths whose cost is nearest to the budget, even beyond the widths of a table.
     *
     * @throws BadUsage if the network has no widths that may be changed
     */
    public Blueprint nearest(Blueprint blueprint) {
        return solver().nearest(family(blueprint));
    }

    /**
     * The cost of a network in the budget's quantity: multiply-adds, or milliseconds by the table. Operations whose
     * widths the table does not have are estimated from those it has.
     *
     * @throws BadData if the table does not have an operation at three widths or more
     */
    public double cost(Blueprint blueprint) {
        return switch (budget) {
            case Budget.MultiplyAdds count -> Cost.multiplyAdds(scores(blueprint), extent);
            case Budget.Latency time -> LatencyCost.extrapolated(table.orElseThrow(), scores(blueprint), extent);
        };
    }

    /** Whether the cost is known: of a time, whether the table has narrower and wider operations or the same. */
    private boolean isKnown(Blueprint blueprint) {
        return switch (budget) {
            case Budget.MultiplyAdds count -> true;
            case Budget.Latency time -> LatencyCost.isKnown(table.orElseThrow(), scores(blueprint), extent);
        };
    }

    private Graph scores(Blueprint blueprint) {
        return images.apply(blueprint.network(classes).keep(Set.of(Supernet.LOGITS)));
    }

    private WidthSolver<Blueprint> solver() {
        return new WidthSolver<>(budget, this::cost);
    }

    private static WidthFamily<Blueprint> family(Blueprint blueprint) {
        return blueprint
                .family()
                .orElseThrow(() -> new BadUsage("budget: the widths of "
                        + (blueprint instanceof Blueprint.OfZoo known
                                ? known.network()
                                : "a network in a file of a graph")
                        + " are fixed; leave the budget out"));
    }
}
