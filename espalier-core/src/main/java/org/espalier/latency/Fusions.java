package org.espalier.latency;

import java.util.List;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Op;

/**
 * What ONNX Runtime runs within the convolution before it, on a CPU (seen in the models that 1.26 makes of ours when it loads them): an
 * activation that alone reads a convolution.
 */
final class Fusions {

    private Fusions() {}

    /** For each node in canonical order whether it is run within another. */
    static boolean[] of(Graph graph) {
        List<List<Integer>> inputs = graph.inputIndexes();
        int[] readers = new int[inputs.size()];
        inputs.forEach(read -> read.forEach(index -> readers[index]++));
        graph.outputs().values().forEach(node -> readers[graph.index(node)]++);
        boolean[] fused = new boolean[inputs.size()];
        for (int index = 0; index < fused.length; index++) {
            Node node = graph.nodes().get(index);
            if (node.op() instanceof Op.Activation activation && isFused(activation.function())) {
                int before = inputs.get(index).getFirst();
                fused[index] = readers[before] == 1 && graph.nodes().get(before).op() instanceof Op.Conv2d;
            }
        }
        return fused;
    }

    private static boolean isFused(Op.Activation.Function function) {
        return switch (function) {
            case RELU, RELU6, SIGMOID -> true;
            case HARD_SWISH -> false;
        };
    }
}
