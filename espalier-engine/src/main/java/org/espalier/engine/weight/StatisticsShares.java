package org.espalier.engine.weight;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.graph.Weight;

/**
 * How much each normalisation moves the running statistics that it names.
 *
 * <p>Named statistics move once a step, however many nodes name them: by the mean of what these nodes saw. Moving them node by node comes
 * to the same if node j of k, with momentum m, moves them by {@code (m / k) / w(j)}, where {@code w(0) = 1 - mean momentum} is what is left
 * of the old value and {@code w(j) = w(j - 1) + m / k}. So no node needs memory of its own for what it saw. A node that does not run in a step, as its branch
 * weighs 0, moves nothing, and the others move no further for it.
 */
final class StatisticsShares {

    private StatisticsShares() {}

    /**
     * For each normalisation over the batch, by the node's name, the momentum with which it moves its statistics in turn.
     *
     * @param momentum share of what a normalisation's nodes saw in the statistics once they all have moved them
     * @throws IllegalArgumentException if a normalisation joins statistics that differing numbers of nodes name
     */
    static Map<String, Double> momenta(Graph graph, ToDoubleFunction<Op.BatchNorm> momentum) {
        List<Node> nodes = graph.nodes().stream()
                .filter(node ->
                        node.op() instanceof Op.BatchNorm norm && norm.statistics() == Op.BatchNorm.Statistics.BATCH)
                .toList();
        Map<String, Double> count = new HashMap<>();
        Map<String, Double> sum = new HashMap<>();
        for (Node node : nodes) {
            Op.BatchNorm norm = (Op.BatchNorm) node.op();
            norm.mean().forEachNamed(name -> count.merge(name.name(), 1.0, Double::sum));
            norm.mean().forEachNamed(name -> sum.merge(name.name(), momentum.applyAsDouble(norm), Double::sum));
        }
        Map<String, Double> left = new HashMap<>();
        count.forEach((name, nodesOfName) -> left.put(name, 1 - of(name, sum) / nodesOfName));
        Map<String, Double> momenta = new HashMap<>();
        for (Node node : nodes) {
            Op.BatchNorm norm = (Op.BatchNorm) node.op();
            double nodesOfName = common(node, norm.mean(), name -> of(name.name(), count));
            double share = momentum.applyAsDouble(norm) / nodesOfName;
            norm.mean().forEachNamed(name -> left.merge(name.name(), share, Double::sum));
            momenta.put(node.name(), share / common(node, norm.mean(), name -> of(name.name(), left)));
        }
        return momenta;
    }

    private static double common(Node node, Weight mean, ToDoubleFunction<Weight.Named> value) {
        double[] all = named(mean).stream().mapToDouble(value).distinct().toArray();
        if (all.length != 1) {
            throw new IllegalArgumentException("node " + node.name()
                    + ": it joins statistics that other nodes name too, and not all of them equally often");
        }
        return all[0];
    }

    private static double of(String name, Map<String, Double> values) {
        return Objects.requireNonNull(values.get(name), name);
    }

    private static List<Weight.Named> named(Weight weight) {
        ArrayList<Weight.Named> named = new ArrayList<>();
        weight.forEachNamed(named::add);
        return named;
    }
}
