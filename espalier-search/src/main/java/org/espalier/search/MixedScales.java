package org.espalier.search;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.graph.Weight;

/**
 * Scales and shifts of the normalisations that options of a choice end with. An option's weight multiplies such a scale,
 * which can undo what the choice says; DARTS leaves them out of its supernet (arXiv 1806.09055).
 */
final class MixedScales {

    private MixedScales() {}

    /** Their names in a supernet: those of normalisations that weighted sums alone read. */
    static List<String> of(Graph supernet) {
        Set<String> read = new HashSet<>(supernet.outputs().values());
        Set<String> mixed = new HashSet<>();
        for (Node node : supernet.nodes()) {
            (node.op() instanceof Op.Mix ? mixed : read).addAll(node.inputs());
        }
        return mixed.stream()
                .filter(name -> !read.contains(name))
                .map(supernet::node)
                .filter(node -> node.op() instanceof Op.BatchNorm)
                .flatMap(MixedScales::scales)
                .sorted()
                .toList();
    }

    private static Stream<String> scales(Node norm) {
        return norm.op().weights().stream()
                .filter(Weight.Named.class::isInstance)
                .map(Weight.Named.class::cast)
                .filter(weight -> weight.role().isParameter())
                .map(Weight.Named::name);
    }
}
