package org.espalier.latency;

import java.util.List;
import org.espalier.graph.Graph;
import org.espalier.graph.Op;

/**
 * The operations that ONNX Runtime fuses into the preceding convolution on a CPU. Sums and ReLU were observed in our
 * models as version 1.26 optimises them; ReLU6 and sigmoid are assumed to be fused too:
 *
 * <ul>
 * <li>a sum of two values, one of them a convolution that nothing else reads;
 * <li>ReLU, ReLU6 or sigmoid of a convolution or such a sum that nothing else reads.
 * </ul>
 */
final class Fusions {

    private Fusions() {}

    /** For each node in canonical order, whether it is fused into another. */
    static boolean[] of(Graph graph) {
        List<List<Integer>> inputs = graph.inputIndexes();
        int[] readers = readers(graph, inputs);
        boolean[] fused = new boolean[inputs.size()];
        for (int index = 0; index < fused.length; index++) {
            Op op = graph.nodes().get(index).op();
            List<Integer> read = inputs.get(index);
            fused[index] = op instanceof Op.Add
                            && read.size() == 2
                            && read.stream().anyMatch(one -> isAlone(graph, one, readers))
                    || op instanceof Op.Activation a
                            && isFused(a.function())
                            && endsWork(graph, read.getFirst(), readers, fused);
        }
        return fused;
    }

    private static int[] readers(Graph graph, List<List<Integer>> inputs) {
        int[] readers = new int[inputs.size()];
        inputs.forEach(read -> read.forEach(index -> readers[index]++));
        graph.outputs().values().forEach(node -> readers[graph.index(node)]++);
        return readers;
    }

    /** A convolution, or a sum fused into one, that nothing else reads. */
    private static boolean endsWork(Graph graph, int index, int[] readers, boolean[] fused) {
        return isAlone(graph, index, readers)
                || readers[index] == 1
                        && fused[index]
                        && graph.nodes().get(index).op() instanceof Op.Add;
    }

    private static boolean isAlone(Graph graph, int index, int[] readers) {
        return readers[index] == 1 && graph.nodes().get(index).op() instanceof Op.Conv2d;
    }

    private static boolean isFused(Op.Activation.Function function) {
        return switch (function) {
            case RELU, RELU6, SIGMOID -> true;
            case HARD_SWISH -> false;
        };
    }
}
