package org.espalier.kernel;

/**
 * What a depthwise correlation reads, and the form of its rows.
 *
 * @param input rows of inputs
 */
record DepthwiseTaps(Taps rows, Taps columns, int channels, PaddedRows input) {

    /** Floats of inputs and outputs that stay in the first cache while they are used several times. */
    private static final int CACHED = 5200;

    /** Taps that are computed at once, at best. */
    static final int MANY = 9;

    /** Taps that are computed at once otherwise. */
    static final int FEW = 3;

    static DepthwiseTaps of(Taps rows, Taps columns, int channels) {
        return new DepthwiseTaps(
                rows, columns, channels, new PaddedRows(rows.inputs(), columns, channels, columns.step()));
    }

    int count() {
        return rows.count() * columns.count();
    }

    /** The place in a kernel that a tap meets. */
    int kernelPlace(int tap, int kernelWidth) {
        return rows.kernel()[tap / columns.count()] * kernelWidth + columns.kernel()[tap % columns.count()];
    }

    /** Floats over which weights are repeated. */
    int period() {
        return Lanes.wholePixels(channels, 1);
    }

    /** Floats of a row of outputs that are the image's. */
    int dense() {
        return columns.outputs() * channels;
    }

    /** Floats from one row of outputs to the next: whole vectors. */
    int outRow() {
        return Lanes.roundUp(dense());
    }

    /** Floats from the inputs of one row of outputs to those of the next. */
    int inRow() {
        return rows.step() * input.rowLength();
    }

    /** Rows of outputs to be computed at once. */
    int rowsAtOnce() {
        return Math.max(1, CACHED / (inRow() + outRow()));
    }

    /**
     * Where the inputs of an output row begin, for each tap that reads within the input. So many that whole steps of
     * {@link #MANY} and {@link #FEW} cover them: those after the end repeat the last one.
     */
    int[] inputs(int row) {
        int first = rows.first(row) * columns.count();
        int count = validTaps(row);
        int rest = count % MANY;
        int[] at = new int[count - rest + Math.ceilDiv(rest, FEW) * FEW];
        for (int place = 0; place < at.length; place++) {
            int tap = first + Math.min(place, count - 1);
            int inputRow = row * rows.step() + rows.offsets()[tap / columns.count()];
            at[place] = inputRow * input.rowLength() + input.offset(tap % columns.count());
        }
        return at;
    }

    /** Taps with which an output row reads within the input. */
    int validTaps(int row) {
        return (rows.end(row) - rows.first(row)) * columns.count();
    }
}
