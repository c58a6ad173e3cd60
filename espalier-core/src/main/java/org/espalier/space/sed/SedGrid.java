package org.espalier.space.sed;

import java.util.ArrayList;
import java.util.List;
import org.espalier.text.Text;

/**
 * The grid of a decoder's cells, a trapezoid: the row of stride 32 has a cell in every column; each finer row starts
 * one column later.
 *
 * @param columns of the coarsest row
 */
record SedGrid(int columns) {

    /** Rows, of strides 32, 16, 8 and 4. */
    static final int ROWS = 4;

    /** Stride of the finest row. */
    static final int FINEST = 4;

    private static final int COARSEST = 32;

    /** A cell's position. Row 0 is the coarsest. */
    record Place(int row, int column) {

        /** Output stride of the row. */
        int stride() {
            return COARSEST >> row;
        }

        /** Whether it reads only the encoder. */
        boolean isFirst() {
            return row == 0 && column == 0;
        }

        /** The previous position in its row, which may be outside the grid. */
        Place before() {
            return new Place(row, column - 1);
        }

        /** The position of the next coarser row in its column, which may be outside the grid. */
        Place coarser() {
            return new Place(row - 1, column);
        }

        /** Its name in scopes and choices. */
        String id() {
            return Text.format("s%d_c%d", stride(), column);
        }
    }

    /** All positions, column by column, coarse to fine: each after those it reads. */
    List<Place> places() {
        List<Place> places = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            for (int row = 0; row <= Math.min(column, ROWS - 1); row++) {
                places.add(new Place(row, column));
            }
        }
        return List.copyOf(places);
    }
}
