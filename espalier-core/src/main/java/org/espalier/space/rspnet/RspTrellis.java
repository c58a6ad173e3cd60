package org.espalier.space.rspnet;

import java.util.List;
import java.util.stream.IntStream;
import org.espalier.problem.Allowed;
import org.espalier.space.trellis.Trellis;
import org.espalier.space.trellis.Trellis.Node;

/**
 * The outer structure that is searched: the trellis of resolutions, and which nodes of the layer before a node may read.
 *
 * @param layers layers behind the stem; 12 as in Auto-DeepLab, the paper does not say
 * @param levels resolutions; 4 in the paper: strides 4 to 32
 * @param range from where a node may read
 */
public record RspTrellis(int layers, int levels, Range range) {

    /** From which levels of the layer before a node may read. */
    public enum Range {
        /** Those next to its own and its own: down, keep, up. */
        NEIGHBOURS,
        /** All of them. */
        ALL
    }

    public RspTrellis {
        Allowed.atLeast("layers", layers, 1);
        Allowed.between("levels", levels, 1, 4);
    }

    /** Where the nodes are. */
    public Trellis grid() {
        return new Trellis(layers, levels);
    }

    /** The levels of the layer before that a node may read, finest first. */
    public List<Integer> inputs(Node node) {
        return switch (range) {
            case NEIGHBOURS -> grid().predecessors(node);
            case ALL ->
                IntStream.rangeClosed(0, grid().deepest(node.layer() - 1))
                        .boxed()
                        .toList();
        };
    }
}
