package org.espalier.metric;

import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.espalier.label.LabelSet;
import org.espalier.label.Mask;
import org.espalier.text.Text;

/**
 * Boundary IoU (Cheng et al.: Boundary IoU: improving object-centric image segmentation evaluation, CVPR 2021): the IoU
 * of the boundaries of true and predicted masks.
 *
 * <p>The boundary of a class is its mask minus the mask eroded {@code d} times by a square of 3x3, as in the authors'
 * code: all pixels of the class that have a pixel of another class, or the outside of the image, at most {@code d} rows
 * and columns away. {@code d} is 2 % of the image's diagonal, rounded (half to even), and at least 1. Intersections and
 * unions are summed over the images before the division.
 *
 * <p>Pixels whose truth is {@link LabelSet#IGNORE} are removed from the prediction first, and are another class for
 * both. Not thread-safe.
 */
public final class BoundaryIou {

    private static final double SHARE_OF_DIAGONAL = 0.02;

    private final long[] common;
    private final long[] truePixels;
    private final long[] predictedPixels;

    /** @param classes number of classes */
    public BoundaryIou(int classes) {
        this.common = new long[classes];
        this.truePixels = new long[classes];
        this.predictedPixels = new long[classes];
    }

    /** The width of boundaries in an image of that size, in pixels. */
    public static int width(int height, int width) {
        double diagonal = Math.sqrt((double) height * height + (double) width * width);
        return Math.max(1, (int) Math.rint(SHARE_OF_DIAGONAL * diagonal));
    }

    /**
     * Counts one image.
     *
     * @throws IllegalArgumentException if the sizes differ
     */
    public void add(Mask truth, Mask prediction) {
        if (truth.height() != prediction.height() || truth.width() != prediction.width()) {
            throw new IllegalArgumentException(
                    Text.format("truth %s and prediction %s differ in size", truth, prediction));
        }
        int width = width(truth.height(), truth.width());
        byte[] known = knownPart(truth.classes(), prediction.classes());
        byte[] trueBoundary = boundary(truth, width);
        byte[] predictedBoundary = boundary(new Mask(truth.height(), truth.width(), known), width);
        for (int pixel = 0; pixel < known.length; pixel++) {
            int first = trueBoundary[pixel] & 0xFF;
            int second = predictedBoundary[pixel] & 0xFF;
            if (first != LabelSet.IGNORE) {
                truePixels[first]++;
                common[first] += first == second ? 1 : 0;
            }
            if (second != LabelSet.IGNORE) {
                predictedPixels[second]++;
            }
        }
    }

    /** The boundary IoU of one class, 0..1; empty if it occurs neither in the truth nor in the predictions. */
    public OptionalDouble iou(int index) {
        return Ratio.of(common[index], truePixels[index] + predictedPixels[index] - common[index]);
    }

    /** The plain mean over the classes that have one; empty if none has. */
    public OptionalDouble mean() {
        return Ratio.mean(IntStream.range(0, common.length).mapToObj(this::iou));
    }

    private static byte[] knownPart(byte[] truth, byte[] prediction) {
        byte[] known = prediction.clone();
        for (int pixel = 0; pixel < known.length; pixel++) {
            if ((truth[pixel] & 0xFF) == LabelSet.IGNORE) {
                known[pixel] = (byte) LabelSet.IGNORE;
            }
        }
        return known;
    }

    /**
     * The boundaries of all classes at once, {@code IGNORE} elsewhere. A pixel is inside its class if the square of
     * {@code 2 * width + 1} pixels around it has its class alone: that is so if as many rows, one below the other, have
     * that many pixels of the class around the column. One walk over the pixels counts both.
     */
    private static byte[] boundary(Mask mask, int width) {
        byte[] result = mask.classes().clone();
        int side = 2 * width + 1;
        int[] rowsAbove = new int[mask.width()];
        for (int y = 0; y < mask.height(); y++) {
            int run = 0;
            for (int x = 0; x < mask.width(); x++) {
                int pixel = y * mask.width() + x;
                byte value = mask.classes()[pixel];
                run = x > 0 && value == mask.classes()[pixel - 1] ? run + 1 : 1;
                int middle = x - width;
                if (middle >= 0) {
                    boolean continued = y > 0 && mask.classes()[pixel - width - mask.width()] == value;
                    rowsAbove[middle] = run < side ? 0 : continued ? rowsAbove[middle] + 1 : 1;
                    if (rowsAbove[middle] >= side) {
                        result[(y - width) * mask.width() + middle] = (byte) LabelSet.IGNORE;
                    }
                }
            }
        }
        return result;
    }
}
