package org.espalier.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * An image's rows one after another in an array, each with the zeros before and after it that a correlation reads. With
 * more than one phase, a row holds its columns 0, {@code phases}, 2 {@code phases}, ... first, then columns 1,
 * {@code 1 + phases}, ..., so that successive outputs of a strided correlation read successive pixels.
 */
final class PaddedRows {

    private final int rows;
    private final Taps columns;
    private final int channels;
    private final int phases;
    private final int before;
    private final int pixelsOfPhase;

    /**
     * The form of an image.
     *
     * @param rows rows of the image
     * @param columns the correlation along a row
     * @param channels floats of a pixel
     * @param phases 1, or the correlation's step
     */
    PaddedRows(int rows, Taps columns, int channels, int phases) {
        this.rows = rows;
        this.columns = columns;
        this.channels = channels;
        this.phases = phases;
        before = columns.before();
        pixelsOfPhase = Math.ceilDiv(columns.padded(), phases);
    }

    int channels() {
        return channels;
    }

    /** Floats from one row to the next. */
    int rowLength() {
        return phases * pixelsOfPhase * channels;
    }

    /** Floats of the image, and zeros after them that whole vectors may reach. */
    int length() {
        return rows * rowLength() + slack();
    }

    private int slack() {
        return Lanes.COUNT + 4;
    }

    /** Where in a row the first output's pixel for a tap lies. */
    int offset(int tap) {
        return place(columns.offsets()[tap] + before);
    }

    private int place(int column) {
        return (column % phases * pixelsOfPhase + column / phases) * channels;
    }

    /** Copies the image that begins at {@code from}. */
    void copy(FloatBuffer source, int from, float[] target, Scratch scratch) {
        int dense = columns.inputs() * channels;
        int zeros = before * channels;
        if (rowLength() == dense && phases == 1) {
            source.get(from, target, 0, rows * dense);
        } else if (phases == 1) {
            for (int row = 0; row < rows; row++) {
                int start = row * rowLength();
                Arrays.fill(target, start, start + zeros, 0);
                source.get(from + row * dense, target, start + zeros, dense);
                Arrays.fill(target, start + zeros + dense, start + rowLength(), 0);
            }
        } else {
            float[] gathered = scratch.floats(Scratch.Slot.GATHERED, rows * dense);
            source.get(from, gathered, 0, rows * dense);
            Arrays.fill(target, 0, rows * rowLength(), 0);
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns.inputs(); column++) {
                    int place = row * rowLength() + place(column + before);
                    System.arraycopy(gathered, row * dense + column * channels, target, place, channels);
                }
            }
        }
        Arrays.fill(target, rows * rowLength(), length(), 0);
    }
}
