package org.espalier.protocol;

import java.util.stream.IntStream;
import org.espalier.image.Pixels;
import org.espalier.problem.Allowed;

/**
 * Sliding windows: the network runs on parts of the image, which overlap. Where windows overlap their logits are
 * averaged, as mmsegmentation's {@code slide_inference} does. The last window of a row or column ends with the image.
 *
 * @param height rows of a window, at least 1
 * @param width columns of a window, at least 1
 * @param overlap share of a window that the next one covers too, 0 to {@value #MOST_OVERLAP}; a row of windows advances
 *     by {@code round((1 - overlap) * width)}
 */
public record Windows(int height, int width, double overlap) {

    /** One third: windows advance by two thirds, as those of PSPNet (CVPR 2017) and mmsegmentation do. */
    public static final double DEFAULT_OVERLAP = 1.0 / 3;

    private static final double MOST_OVERLAP = 0.9;

    /** @throws IllegalArgumentException if a side is less than 1 or the overlap is not allowed */
    public Windows {
        Allowed.atLeast("window height", height, 1);
        Allowed.atLeast("window width", width, 1);
        Allowed.between("overlap", overlap, 0, MOST_OVERLAP);
    }

    /** The mean logits of the windows that cover each pixel, in the size of the view. */
    Logits logits(Predictor predictor, Pixels view) {
        int rows = predictor.size().isPresent() ? height : Math.min(height, view.height());
        int columns = predictor.size().isPresent() ? width : Math.min(width, view.width());
        if (rows == view.height() && columns == view.width()) {
            return predictor.logits(view);
        }
        WindowMean mean = new WindowMean(predictor.classes(), view.height(), view.width());
        for (int top : starts(view.height(), height)) {
            for (int left : starts(view.width(), width)) {
                mean.add(predictor.logits(view.part(top, left, rows, columns)), top, left, rows, columns);
            }
        }
        return mean.logits();
    }

    /** Where the windows over a line of pixels start. */
    private int[] starts(int length, int window) {
        int step = (int) Math.max(1, Math.round((1 - overlap) * window));
        int count = Math.ceilDiv(Math.max(0, length - window), step) + 1;
        return IntStream.range(0, count)
                .map(index -> Math.max(0, Math.min(index * step, length - window)))
                .toArray();
    }
}
