package org.espalier.latency;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.espalier.cost.NodeCost;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.Op;
import org.espalier.pass.Passes;

/** The latency of a graph node by node, in milliseconds, from a table and its model. */
public final class LatencyCost implements NodeCost {

    private final LatencyTable table;
    private final LatencyModel model;
    private final Graph graph;
    private final List<Optional<LatencyKey>> keys;
    private final double[] millis;
    private final boolean[] fused;

    /**
     * Computes the cost of every node of a graph.
     *
     * @param graph as exported, except that choices may be open
     * @param extent one image
     * @throws org.espalier.problem.BadData if the table lacks an entry
     */
    public LatencyCost(LatencyTable table, Graph graph, Extent extent) {
        this.table = table;
        this.model = table.model().orElse(LatencyModel.SUM);
        this.graph = graph;
        this.keys = LatencyKeys.of(graph, extent);
        this.millis = table.millis(graph, extent);
        this.fused = Fusions.of(graph);
    }

    /**
     * The predicted latency of a whole network: the sum over the nodes of its exported graph. Operations between widths
     * that were measured are estimated.
     *
     * @throws org.espalier.problem.BadData if the table lacks an entry, and does not have narrower and wider ones
     */
    public static double of(LatencyTable table, Graph network, Extent extent) {
        return ofExported(table, exported(network), extent);
    }

    /** As {@link #of(LatencyTable, Graph, Extent)}; operations beyond the widths that were measured are estimated too. */
    public static double extrapolated(LatencyTable table, Graph network, Extent extent) {
        Graph exported = exported(network);
        return ofExported(table.extrapolating(LatencyKeys.in(exported, extent)), exported, extent);
    }

    /** Whether {@link #of(LatencyTable, Graph, Extent)} finds all it needs. */
    public static boolean isKnown(LatencyTable table, Graph network, Extent extent) {
        SortedSet<LatencyKey> keys = LatencyKeys.in(exported(network), extent);
        return table.estimating(keys).missing(keys).isEmpty();
    }

    private static double ofExported(LatencyTable table, Graph exported, Extent extent) {
        return table.model().orElse(LatencyModel.SUM).millis(LatencyModel.Parts.of(exported, extent, table));
    }

    private static Graph exported(Graph network) {
        return Passes.apply(Passes.FOR_EXPORT, network);
    }

    @Override
    public double of(int node, int inputs) {
        boolean isSumOfOne = graph.nodes().get(node).op() instanceof Op.Add && inputs < 2;
        if (keys.get(node).isEmpty() || isSumOfOne) {
            return 0;
        }
        double own = millis(node, inputs);
        return fused[node] ? model.within() * own : model.apart() * own + model.nodeMillis();
    }

    /**
     * A sum with some inputs removed has its own entry if decisions can produce it; otherwise its time is proportional
     * to its additions.
     */
    private double millis(int node, int inputs) {
        int all = graph.nodes().get(node).inputs().size();
        if (!(graph.nodes().get(node).op() instanceof Op.Add) || inputs == all) {
            return millis[node];
        }
        return keys.get(node)
                .map(key -> table.millis().get(sum(key, inputs)))
                .orElse(millis[node] * (inputs - 1) / (all - 1));
    }

    private static LatencyKey sum(LatencyKey key, int inputs) {
        return new LatencyKey("add_" + inputs, key.in(), key.out(), key.height(), key.width(), key.stride());
    }
}
