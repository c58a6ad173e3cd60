package org.espalier.drawing.architecture;

/**
 * Labels of the input states and the output of a cell.
 *
 * @param first state 0
 * @param second state 1
 * @param output of the cell
 */
record CellEnds(End first, End second, End output) {

    /** Cells that read the outputs of the two cells before them. */
    static final CellEnds TWO_CELLS_BEFORE = new CellEnds(
            new End("H", "ℓ−2", "cell before last"), new End("H", "ℓ−1", "last cell"), new End("H", "ℓ", "this cell"));

    /** Cells that read one feature map through two 1 x 1 convolutions. */
    static final CellEnds TWO_PROJECTIONS = new CellEnds(
            new End("x", "1", "1×1 of the input"), new End("x", "2", "1×1 of the input"), new End("y", "", "output"));

    /**
     * The label of one state.
     *
     * @param letter in the box
     * @param index superscript of the letter, may be empty
     * @param explanation short text below it
     */
    record End(String letter, String index, String explanation) {

        /** As inline text. */
        String inWords() {
            return letter + "(" + index + ")";
        }
    }

    /** The name of an input state. */
    End input(int state) {
        return state == 0 ? first : second;
    }
}
