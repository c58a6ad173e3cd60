package org.espalier.cost;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Weight;

/**
 * The cost of a graph at one input size.
 *
 * @param parameters values of all distinct kernels, scales and biases
 * @param architectureParameters values of all distinct architecture parameters
 * @param multiplyAdds of convolutions and matrix products, for the whole batch; one multiply-add counts one
 * @param activationBytes peak memory of node results, in float32, when nodes run in canonical order and each result is
 *     freed after its last use
 * @param blocks cost by outermost block, in the order in which blocks finish; they add up to the totals
 */
public record Cost(
        long parameters, long architectureParameters, long multiplyAdds, long activationBytes, List<Block> blocks) {

    /** The share of one outermost block: all nodes whose names start with {@code name} and a dot. */
    public record Block(String name, long parameters, long multiplyAdds) {}

    /** The multiply-adds alone, which take less time than the whole cost. */
    public static long multiplyAdds(Graph graph, Extent extent) {
        long sum = 0;
        for (int index = 0; index < graph.nodes().size(); index++) {
            sum += MultiplyAdds.of(graph, index, extent);
        }
        return sum;
    }

    /** Memory of all node results together, in float32: about what a training step keeps for its gradients. */
    public static long resultBytes(Graph graph, Extent extent) {
        long sum = 0;
        for (int index = 0; index < graph.nodes().size(); index++) {
            sum += Liveness.bytes(graph, index, extent);
        }
        return sum;
    }

    /** Computes the cost of a graph for inputs of the given extent. */
    public static Cost of(Graph graph, Extent extent) {
        SequencedMap<String, long[]> blocks = new LinkedHashMap<>();
        Set<String> counted = new HashSet<>();
        long[] architecture = new long[1];
        for (int index = 0; index < graph.nodes().size(); index++) {
            Node node = graph.nodes().get(index);
            long[] sums = blocks.computeIfAbsent(node.block(), name -> new long[2]);
            blocks.putLast(node.block(), sums);
            sums[1] += MultiplyAdds.of(graph, index, extent);
            for (Weight weight : node.op().weights()) {
                weight.forEachNamed(named -> {
                    if (counted.add(named.name())) {
                        switch (named.role()) {
                            case KERNEL, SCALE, BIAS -> sums[0] += named.elements();
                            case ARCHITECTURE -> architecture[0] += named.elements();
                            case STATISTICS -> {}
                        }
                    }
                });
            }
        }
        List<Block> rows = new ArrayList<>();
        for (Map.Entry<String, long[]> block : blocks.entrySet()) {
            if (block.getValue()[0] > 0 || block.getValue()[1] > 0) {
                rows.add(new Block(block.getKey(), block.getValue()[0], block.getValue()[1]));
            }
        }
        return new Cost(
                rows.stream().mapToLong(Block::parameters).sum(),
                architecture[0],
                rows.stream().mapToLong(Block::multiplyAdds).sum(),
                Liveness.peakBytes(graph, extent),
                List.copyOf(rows));
    }
}
