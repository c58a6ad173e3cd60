package org.espalier.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Op.BatchNorm;
import org.espalier.graph.Op.BatchNorm.Statistics;
import org.espalier.graph.Weight;

/**
 * Lets normalisations with frozen running statistics use these, in training too. Otherwise a frozen part would still
 * depend on the batch, and its statistics would move to the new images. This pass changes values on purpose.
 *
 * @param frozen which weights never change
 */
public record StoredStatistics(Predicate<Weight.Named> frozen) implements Pass {

    @Override
    public String name() {
        return "stored-statistics";
    }

    @Override
    public Graph apply(Graph graph) {
        Rewriting rewriting = new Rewriting(graph);
        for (Node node : graph.nodes()) {
            if (node.op() instanceof BatchNorm norm && norm.statistics() == Statistics.BATCH && isFrozen(norm)) {
                rewriting.replace(new Node(node.name(), norm.using(Statistics.RUNNING), node.inputs()));
            }
        }
        return rewriting.result();
    }

    private boolean isFrozen(BatchNorm norm) {
        List<Weight.Named> statistics = new ArrayList<>();
        norm.mean().forEachNamed(statistics::add);
        norm.variance().forEachNamed(statistics::add);
        return statistics.stream().allMatch(frozen);
    }
}
