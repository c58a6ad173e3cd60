package org.espalier.latency.fasterseg;

import java.util.List;

/**
 * One path through the supernet, from stride 8 to that of its last cell.
 *
 * @param operations of its cells
 * @param levels of its cells: 0 for stride 8, 1 for 16, 2 for 32
 * @param widths of what its cells give, but for the last's, as an index into the five widths
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

    /** Whether this cell and the other branch's are the same; a branch's last cell is its own. */
    boolean shares(int cell, Branch other) {
        return cell + 1 < length()
                && cell + 1 < other.length()
                && levels.get(cell + 1).equals(other.levels.get(cell + 1))
                && operations.get(cell) == other.operations.get(cell)
                && widths.get(cell).equals(other.widths.get(cell));
    }
}
