package org.espalier.loss;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.espalier.label.LabelSet;

/**
 * A loss between logits [N, classes, H, W] and class numbers [N, H, W]; a single number. Pixels with the value
 * {@code ignore} do not count; a batch of ignored pixels only has loss 0.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "loss")
public sealed interface Loss {

    /** The class number that data sets give to pixels without a class. */
    int IGNORE = LabelSet.IGNORE;

    /** The mean cross-entropy over pixels, with equal class weights. */
    static CrossEntropy crossEntropy() {
        return new CrossEntropy(IGNORE, List.of(), 0);
    }

    /**
     * Cross-entropy: the mean over pixels of {@code -log softmax(logits)[label]}. With class weights it is the weighted
     * mean: each pixel has the weight of its label's class, and the sum is divided by the sum of these weights.
     *
     * @param ignore label of pixels that do not count
     * @param classWeights one weight per class, or empty for equal weights
     * @param labelSmoothing share e of the target spread evenly over all classes, 0 to less than 1 (Szegedy et al.,
     *     CVPR 2016, section 7)
     */
    @JsonTypeName("cross-entropy")
    record CrossEntropy(int ignore, List<Double> classWeights, double labelSmoothing) implements Loss {
        public CrossEntropy {
            classWeights = requireWeights(classWeights);
            if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
                throw new IllegalArgumentException(
                        "labelSmoothing: " + labelSmoothing + "; allowed: at least 0, less than 1");
            }
        }
    }

    /**
     * Cross-entropy over hard pixels only (online hard example mining, Shrivastava et al., CVPR 2016): those whose true
     * class has a probability of at most {@code max(threshold, the n-th smallest such probability)} with n =
     * {@code keptShare} of the batch's pixels that are not ignored, at least 1.
     *
     * @param ignore label of pixels that do not count
     * @param threshold probability under which a pixel is hard, 0 to 1; usually 0.7
     * @param keptShare minimum share of pixels that are kept, more than 0 to 1; usually 1/16
     * @param classWeights one weight per class, or empty for equal weights
     */
    @JsonTypeName("hard-example-cross-entropy")
    record HardExampleCrossEntropy(int ignore, double threshold, double keptShare, List<Double> classWeights)
            implements Loss {
        public HardExampleCrossEntropy {
            classWeights = requireWeights(classWeights);
            if (!(threshold >= 0 && threshold <= 1)) {
                throw new IllegalArgumentException("threshold: " + threshold + "; allowed: a probability, 0 to 1");
            }
            if (!(keptShare > 0 && keptShare <= 1)) {
                throw new IllegalArgumentException("keptShare: " + keptShare + "; allowed: more than 0, at most 1");
            }
        }
    }

    /**
     * Soft Dice (Milletari et al., 3DV 2016, without the squares): the mean over the classes that occur among the
     * labels of {@code 1 - (2 sum(p t) + smooth) / (sum(p) + sum(t) + smooth)}, the sums running over all pixels of the
     * batch, p the softmax probability and t 1 where the label is the class.
     *
     * @param ignore label of pixels that do not count
     * @param smooth stabilises the quotient where a class has few pixels; at least 0, usually 1
     */
    @JsonTypeName("dice")
    record Dice(int ignore, double smooth) implements Loss {
        public Dice {
            if (!(smooth >= 0)) {
                throw new IllegalArgumentException("smooth: " + smooth + "; allowed: at least 0");
            }
        }
    }

    /** The sum of losses on the same logits, each times its factor. */
    @JsonTypeName("sum")
    record Sum(List<Part> parts) implements Loss {
        public Sum {
            parts = List.copyOf(parts);
            if (parts.isEmpty()) {
                throw new IllegalArgumentException("parts: none; name at least one loss");
            }
        }
    }

    /** One loss of a {@link Sum} with its factor. */
    record Part(double factor, Loss loss) {}

    private static List<Double> requireWeights(List<Double> weights) {
        for (double weight : weights) {
            if (!(weight >= 0) || Double.isInfinite(weight)) {
                throw new IllegalArgumentException("classWeights: " + weights + "; allowed: finite, at least 0");
            }
        }
        return List.copyOf(weights);
    }
}
