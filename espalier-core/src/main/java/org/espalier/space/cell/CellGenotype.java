package org.espalier.space.cell;

import java.util.List;
import org.espalier.text.Text;

/**
 * A cell as plain data: a directed acyclic graph of blocks, each the sum of two operations. State 0 is the output
 * H^{l-2} of the cell two layers before, state 1 the output H^{l-1} of the previous cell, state 2 the first block, and
 * so on. The cell's output concatenates all blocks along the channels.
 *
 * @param blocks at least one
 */
public record CellGenotype(List<Block> blocks) {

    /** Number of states that are not blocks. */
    public static final int INPUTS = 2;

    /** The sum of two operations. */
    public record Block(Edge left, Edge right) {}

    /**
     * One operation on one state.
     *
     * @param input the state that it reads
     * @param operation name of the candidate operation
     */
    public record Edge(int input, String operation) {}

    public CellGenotype {
        blocks = List.copyOf(blocks);
        if (blocks.isEmpty()) {
            throw new IllegalArgumentException("a cell needs at least one block");
        }
        for (int block = 0; block < blocks.size(); block++) {
            requireEarlier(block, blocks.get(block).left());
            requireEarlier(block, blocks.get(block).right());
        }
    }

    private static void requireEarlier(int block, Edge edge) {
        if (edge.input() < 0 || edge.input() >= INPUTS + block) {
            throw new IllegalArgumentException(Text.format(
                    "cell: block %d reads state %d; allowed: 0 to %d", block, edge.input(), INPUTS + block - 1));
        }
    }

    /**
     * Index of an edge among all possible ones, block by block: 2 edges of the first, 3 of the second, ...; 20 for five
     * blocks.
     *
     * @param block 0 for the first
     * @param input the state it reads
     */
    public static int edgeIndex(int block, int input) {
        return block * (block + 3) / 2 + input;
    }

    /** Number of all possible edges of a cell of {@code blocks} blocks. */
    public static int edgeCount(int blocks) {
        return edgeIndex(blocks, 0);
    }
}
