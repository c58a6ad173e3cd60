package org.espalier.kernel;

import java.util.Arrays;

/**
 * What a pixel of a dense correlation reads: stretches of successive floats, as many for each row of taps. Taps side by
 * side make one stretch.
 */
record DenseTaps(Taps rows, Taps columns, PaddedRows input) {

    static DenseTaps of(Taps rows, Taps columns, int channels) {
        return new DenseTaps(rows, columns, new PaddedRows(rows.inputs(), columns, channels, 1));
    }

    private int tapsOfRun() {
        return columns.consecutive() ? Math.max(1, columns.count()) : 1;
    }

    /** Stretches in each row of taps. */
    int runsOfRow() {
        return columns.count() / tapsOfRun();
    }

    /** Stretches in all. */
    int runs() {
        return rows.count() * runsOfRow();
    }

    /** Floats of a stretch. */
    int runLength() {
        return tapsOfRun() * input.channels();
    }

    /** The row of the kernel that a stretch meets. */
    int kernelRow(int run) {
        return rows.kernel()[run / runsOfRow()];
    }

    /** The column of the kernel that a float of a stretch meets. */
    int kernelColumn(int run, int place) {
        return columns.kernel()[run % runsOfRow() * tapsOfRun() + place / input.channels()];
    }

    /** Where each stretch begins, from where the pixel's inputs begin. */
    int[] runOffsets() {
        int[] offsets = new int[runs()];
        Arrays.setAll(
                offsets,
                run -> rows.offsets()[run / runsOfRow()] * input.rowLength()
                        + input.offset(run % runsOfRow() * tapsOfRun()));
        return offsets;
    }

    /** Where each output pixel's inputs begin. */
    int[] pixels() {
        int[] pixels = new int[rows.outputs() * columns.outputs()];
        Arrays.setAll(
                pixels,
                pixel -> pixel / columns.outputs() * rows.step() * input.rowLength()
                        + pixel % columns.outputs() * columns.step() * input.channels());
        return pixels;
    }
}
