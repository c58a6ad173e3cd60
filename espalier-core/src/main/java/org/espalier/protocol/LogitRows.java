package org.espalier.protocol;

import java.util.Arrays;
import org.espalier.image.Taps;

/** The rows of logits in another size; nothing but one row at a time is in memory. */
final class LogitRows {

    private final Logits logits;
    private final boolean same;
    private final Taps rows;
    private final Taps columns;
    private final float[] narrow;

    LogitRows(Logits logits, int height, int width) {
        this.logits = logits;
        this.same = height == logits.height() && width == logits.width();
        this.rows = Taps.between(logits.height(), height);
        this.columns = Taps.between(logits.width(), width);
        this.narrow = new float[logits.width()];
    }

    /** Reads row {@code y} of a class into an array as long as the row. */
    void read(int c, int y, float[] row) {
        int plane = c * logits.height() * logits.width();
        if (same) {
            System.arraycopy(logits.values(), plane + y * row.length, row, 0, row.length);
        } else {
            mix(plane, y);
            spread(row);
        }
    }

    private void mix(int plane, int y) {
        Arrays.fill(narrow, 0);
        int source = plane + rows.first()[y] * narrow.length;
        for (float weight : rows.weights()[y]) {
            for (int x = 0; x < narrow.length; x++) {
                narrow[x] += weight * logits.values()[source++];
            }
        }
    }

    private void spread(float[] row) {
        for (int x = 0; x < row.length; x++) {
            float sum = 0;
            int source = columns.first()[x];
            for (float weight : columns.weights()[x]) {
                sum += weight * narrow[source++];
            }
            row[x] = sum;
        }
    }
}
