package org.espalier.space.rspnet;

import java.util.List;
import java.util.stream.IntStream;
import org.espalier.problem.Allowed;
import org.espalier.space.trellis.Trellis;
import org.espalier.space.trellis.Trellis.Node;

/**
 * The outer structure of the search: the trellis of resolutions, and the nodes of the previous layer that a node may
 * read.
 *
 * @param layers layers after the stem; 12 as in Auto-DeepLab, as the paper gives no number
 * @param levels resolutions; 4 in the paper: strides 4 to 32
 * @param range of levels that a node may read
 */
public record RspTrellis(int layers, int levels, Range range) {

    /** The levels of the previous layer that a node may read. */
    public enum Range {
        /** Its own level and the adjacent ones: down, keep, up. */
        NEIGHBOURS,
        /** All levels. */
        ALL
    }

    public RspTrellis {
        Allowed.atLeast("layers", layers, 1);
        Allowed.between("levels", levels, 1, 4);
    }

    /** The trellis of the nodes. */
    public Trellis grid() {
        return new Trellis(layers, levels);
    }

    /** The levels of the previous layer that a node may read, finest first. */
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
