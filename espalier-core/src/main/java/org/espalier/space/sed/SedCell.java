package org.espalier.space.sed;

import java.util.List;
import org.espalier.space.operation.CandidateSet;

/**
 * A decided cell.
 *
 * @param stride of its row
 * @param column of its place
 * @param skip what the encoder's map of that stride comes through; {@code none} where it does not
 * @param blocks the operations, the sum of which the cell gives; {@code none} where there is none, but at least one other
 */
public record SedCell(int stride, int column, String skip, List<String> blocks) {

    public SedCell {
        blocks = List.copyOf(blocks);
        if (blocks.stream().allMatch(CandidateSet.NONE::equals)) {
            throw new IllegalArgumentException(
                    "the cell of stride %d in column %d has no operation: %s".formatted(stride, column, blocks));
        }
    }
}
