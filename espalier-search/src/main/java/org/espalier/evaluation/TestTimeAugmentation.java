package org.espalier.evaluation;

import java.util.List;
import org.espalier.problem.Allowed;

/**
 * Test-time augmentation: the views of an image whose predictions are averaged.
 *
 * @param scales scale factors of the image, at least one
 * @param flip whether each view is also mirrored
 */
public record TestTimeAugmentation(List<Double> scales, boolean flip) {

    private static final double LARGEST = 8;

    /** The image itself, once. */
    public static final TestTimeAugmentation NONE = new TestTimeAugmentation(List.of(1.0), false);

    /** @throws IllegalArgumentException if there is no scale, or one is not over 0 and at most 8 */
    public TestTimeAugmentation {
        scales = List.copyOf(scales);
        Allowed.notEmpty("scales", scales);
        for (double scale : scales) {
            Allowed.that(scale > 0 && scale <= LARGEST, "scales", scale, "more than 0, at most " + LARGEST);
        }
    }
}
