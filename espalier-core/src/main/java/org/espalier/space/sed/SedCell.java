package org.espalier.space.sed;

import java.util.List;
import org.espalier.space.operation.CandidateSet;
import org.espalier.text.Text;

/**
 * A decided cell.
 *
 * @param stride of its row
 * @param column of its position
 * @param skip operation on the encoder's map of that stride; {@code none} for no connection
 * @param blocks the operations, which the cell sums; {@code none} for an empty block, but at least one other operation
 */
public record SedCell(int stride, int column, String skip, List<String> blocks) {

    public SedCell {
        blocks = List.copyOf(blocks);
        if (blocks.stream().allMatch(CandidateSet.NONE::equals)) {
            throw new IllegalArgumentException(
                    Text.format("the cell of stride %d in column %d has no operation: %s", stride, column, blocks));
        }
    }
}
