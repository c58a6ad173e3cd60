package org.espalier.drawing.architecture;

/**
 * What the input states and the output of a cell are called.
 *
 * @param first state 0
 * @param second state 1
 * @param output of the cell
 */
record CellEnds(End first, End second, End output) {

    /** Cells that read the outputs of the two cells before them. */
    static final CellEnds TWO_CELLS_BEFORE = new CellEnds(
            new End("H", "ℓ−2", "cell before last"), new End("H", "ℓ−1", "last cell"), new End("H", "ℓ", "this cell"));

    /** Cells that read one map through two convolutions. */
    static final CellEnds TWO_PROJECTIONS = new CellEnds(
            new End("x", "1", "1×1 of the input"), new End("x", "2", "1×1 of the input"), new End("y", "", "output"));

    /**
     * One of them.
     *
     * @param letter what stands in the box
     * @param index raised behind the letter, may be empty
     * @param explanation below, short
     */
    record End(String letter, String index, String explanation) {

        /** In a line of text. */
        String inWords() {
            return letter + "(" + index + ")";
        }
    }

    /** The name of an input state. */
    End input(int state) {
        return state == 0 ? first : second;
    }
}
