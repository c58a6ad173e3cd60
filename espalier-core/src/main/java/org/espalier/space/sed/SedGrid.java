package org.espalier.space.sed;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a decoder's cells stand: a trapezoid. The row of stride 32 has a cell in every column; each finer row begins one column later.
 *
 * @param columns of the coarsest row
 */
record SedGrid(int columns) {

    /** Rows, of strides 32, 16, 8 and 4. */
    static final int ROWS = 4;

    private static final int COARSEST = 32;

    /** A cell's place. Row 0 is the coarsest. */
    record Place(int row, int column) {

        /** Output stride of the row. */
        int stride() {
            return COARSEST >> row;
        }

        /** Whether nothing but the encoder comes before it. */
        boolean isFirst() {
            return row == 0 && column == 0;
        }

        /** The cell before it in its row, which may not be there. */
        Place before() {
            return new Place(row, column - 1);
        }

        /** The cell of the next coarser row in its column, which may not be there. */
        Place coarser() {
            return new Place(row - 1, column);
        }

        /** Its name in scopes and choices. */
        String id() {
            return "s%d_c%d".formatted(stride(), column);
        }
    }

    /** All places, column by column, coarse to fine: what a cell reads stands before it. */
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
