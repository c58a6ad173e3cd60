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
 * How much each normalisation updates the running statistics that it names.
 *
 * <p>Named statistics are updated once a step, however many nodes name them: by the mean of the batch statistics of
 * these nodes. The nodes run one after the other and need no extra memory: with momentum m, node j of k updates the
 * statistics by {@code (m / k) / w(j)}, where {@code w(0) = 1 - mean momentum} is the weight of the old value and
 * {@code w(j) = w(j - 1) + m / k}. A node that does not run in a step, because its branch has weight 0, updates
 * nothing, and the other nodes do not update more instead.
 */
final class StatisticsShares {

    private StatisticsShares() {}

    /**
     * The momentum with which each normalisation over the batch updates its statistics when its turn comes, by node
     * name.
     * @param momentum the weight of the batch statistics of all nodes together, after all have updated
     * @throws IllegalArgumentException if a normalisation concatenates statistics that different numbers of nodes name
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
            throw new IllegalArgumentException(
                    "node " + node.name() + ": it concatenates statistics that different numbers of nodes use");
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
