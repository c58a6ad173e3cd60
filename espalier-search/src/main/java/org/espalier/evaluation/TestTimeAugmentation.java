package org.espalier.evaluation;

import java.util.List;
import org.espalier.problem.Allowed;

/**
 * The views of an image whose predictions are averaged.
 *
 * @param scales factors of the image's sides, at least one
 * @param flip whether each is seen mirrored, too
 */
public record TestTimeAugmentation(List<Double> scales, boolean flip) {

    private static final double LARGEST = 8;

    /** Each image as it is, once. */
    public static final TestTimeAugmentation NONE = new TestTimeAugmentation(List.of(1.0), false);

    /**
     * @throws IllegalArgumentException if there is no scale, or one is not over 0 and at most 8
     */
    public TestTimeAugmentation {
        scales = List.copyOf(scales);
        Allowed.notEmpty("scales", scales);
        for (double scale : scales) {
            Allowed.that(scale > 0 && scale <= LARGEST, "scales", scale, "more than 0, at most " + LARGEST);
        }
    }
}
