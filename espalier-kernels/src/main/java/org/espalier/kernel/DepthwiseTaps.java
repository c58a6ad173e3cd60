package org.espalier.kernel;

import java.util.ArrayList;
import java.util.List;

/** What a depthwise correlation reads, and the form of its rows. Computed once for all images. */
final class DepthwiseTaps {

    /** Taps that are computed at once, at best. */
    static final int MANY = 9;

    /** Taps that are computed at once otherwise. */
    static final int FEW = 3;

    /** Floats of inputs and outputs that stay in the first cache while they are used several times. */
    private static final int CACHED = 5200;

    /**
     * Rows of outputs that are computed at once, with the same taps.
     *
     * @param at where the inputs of the first row begin for each tap. So many that whole steps of {@link #MANY} and
     *     {@link #FEW} cover them: those after the end repeat the last one.
     * @param taps how many of them are taps
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Part(int firstRow, int rows, int firstTap, int taps, int[] at) {}

    private final Taps rows;
    private final Taps columns;
    private final int channels;
    private final PaddedRows input;
    private final int period;
    private final int outRow;
    private final List<Part> parts = new ArrayList<>();

    DepthwiseTaps(Taps rows, Taps columns, int channels) {
        this.rows = rows;
        this.columns = columns;
        this.channels = channels;
        input = new PaddedRows(rows.inputs(), columns, channels, columns.step());
        period = Lanes.wholePixels(channels, 1);
        outRow = Lanes.roundUp(dense());
        int atOnce = Math.max(1, CACHED / Math.max(1, inRow() + outRow));
        int end;
        for (int row = 0; row < rows.outputs(); row = end) {
            end = Math.min(rows.sameTaps(row), row + atOnce);
            int valid = (rows.end(row) - rows.first(row)) * columns.count();
            parts.add(new Part(row, end - row, rows.first(row) * columns.count(), valid, inputs(row, valid)));
        }
    }

    private int[] inputs(int row, int valid) {
        int rest = valid % MANY;
        int[] at = new int[valid - rest + Math.ceilDiv(rest, FEW) * FEW];
        for (int place = 0; place < at.length; place++) {
            int tap = rows.first(row) * columns.count() + Math.min(place, valid - 1);
            int inputRow = row * rows.step() + rows.offsets()[tap / columns.count()];
            at[place] = inputRow * input.rowLength() + input.offset(tap % columns.count());
        }
        return at;
    }

    List<Part> parts() {
        return parts;
    }

    /** Rows of inputs. */
    PaddedRows input() {
        return input;
    }

    /** Rows of outputs. */
    int outRows() {
        return rows.outputs();
    }

    /** Pixels in a row of outputs. */
    int outColumns() {
        return columns.outputs();
    }

    int channels() {
        return channels;
    }

    /** Taps in all. */
    int count() {
        return rows.count() * columns.count();
    }

    /** The place in a kernel that a tap meets. */
    int kernelPlace(int tap, int kernelWidth) {
        return rows.kernel()[tap / columns.count()] * kernelWidth + columns.kernel()[tap % columns.count()];
    }

    /** Floats over which weights are repeated. */
    int period() {
        return period;
    }

    /** Floats of a row of outputs that are the image's. */
    int dense() {
        return columns.outputs() * channels;
    }

    /** Floats from one row of outputs to the next: whole vectors. */
    int outRow() {
        return outRow;
    }

    /** Floats from the inputs of one row of outputs to those of the next. */
    int inRow() {
        return rows.step() * input.rowLength();
    }
}
