package org.espalier.cost;

import java.util.List;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;

/** Memory of node results, each freed after its last use. */
final class Liveness {

    private static final int FLOAT_BYTES = 4;

    private Liveness() {}

    /** The peak over all nodes in canonical order, in bytes of float32; outputs are never freed. */
    static long peakBytes(Graph graph, Extent extent) {
        List<List<Integer>> inputs = graph.inputIndexes();
        int[] lastUse = new int[inputs.size()];
        for (int index = 0; index < inputs.size(); index++) {
            lastUse[index] = index;
            for (int input : inputs.get(index)) {
                lastUse[input] = index;
            }
        }
        graph.outputs().values().forEach(node -> lastUse[graph.index(node)] = Integer.MAX_VALUE);
        long live = 0;
        long peak = 0;
        for (int index = 0; index < inputs.size(); index++) {
            live += bytes(graph, index, extent);
            peak = Math.max(peak, live);
            for (int input : inputs.get(index).stream().distinct().toList()) {
                if (lastUse[input] == index) {
                    live -= bytes(graph, input, extent);
                }
            }
        }
        return peak;
    }

    /** The result of one node. */
    static long bytes(Graph graph, int index, Extent extent) {
        return FLOAT_BYTES * graph.type(index).elements(extent);
    }
}
