package org.espalier.latency.fasterseg;

import java.util.List;

/**
 * One path through the supernet, from stride 8 to that of its last cell.
 *
 * @param operations of its cells
 * @param levels of its cells: 0 for stride 8, 1 for 16, 2 for 32
 * @param widths of the outputs of its cells except the last, as indexes into the five widths
 */
record Branch(List<CellOperation> operations, List<Integer> levels, List<Integer> widths) {

    Branch {
        operations = List.copyOf(operations);
        levels = List.copyOf(levels);
        widths = List.copyOf(widths);
    }

    int length() {
        return levels.size();
    }

    /** Whether a cell halves the resolution. */
    boolean isDown(int cell) {
        return cell + 1 < length() && levels.get(cell + 1) > levels.get(cell);
    }

    /** Whether this branch and the other one share the cell; the last cell of a branch is never shared. */
    boolean shares(int cell, Branch other) {
        return cell + 1 < length()
                && cell + 1 < other.length()
                && levels.get(cell + 1).equals(other.levels.get(cell + 1))
                && operations.get(cell) == other.operations.get(cell)
                && widths.get(cell).equals(other.widths.get(cell));
    }
}
