package org.espalier.train;

import java.util.Arrays;
import java.util.List;
import org.espalier.data.Split;
import org.espalier.data.SplitStatistics;
import org.espalier.loss.Loss;

/** How a cross-entropy weights the classes. */
public enum ClassBalance {
    /** The weights of the loss itself; equal ones if it has none. */
    NONE,
    /** Median-frequency weights, counted on the training images: rare classes weigh more. */
    MEDIAN_FREQUENCY,
    /** Square root of the median-frequency weights: less gradient noise from rare classes. */
    ROOT_MEDIAN_FREQUENCY;

    /** The loss with class weights counted on a split. Only cross-entropies have class weights. */
    public Loss balanced(Loss loss, Split train) {
        return switch (this) {
            case NONE -> loss;
            case MEDIAN_FREQUENCY -> weighted(loss, weights(train, 1));
            case ROOT_MEDIAN_FREQUENCY -> weighted(loss, weights(train, 0.5));
        };
    }

    private static List<Double> weights(Split train, double power) {
        return Arrays.stream(SplitStatistics.of(train).medianFrequencyWeights())
                .map(weight -> Math.pow(weight, power))
                .boxed()
                .toList();
    }

    private static Loss weighted(Loss loss, List<Double> weights) {
        return switch (loss) {
            case Loss.CrossEntropy plain -> new Loss.CrossEntropy(plain.ignore(), weights, plain.labelSmoothing());
            case Loss.HardExampleCrossEntropy hard ->
                new Loss.HardExampleCrossEntropy(hard.ignore(), hard.threshold(), hard.keptShare(), weights);
            case Loss.Dice dice -> dice;
            case Loss.Sum sum ->
                new Loss.Sum(sum.parts().stream()
                        .map(part -> new Loss.Part(part.factor(), weighted(part.loss(), weights)))
                        .toList());
        };
    }
}
