package org.espalier.train;

import org.espalier.data.Split;
import org.espalier.engine.WeightStore;
import org.espalier.evaluation.Evaluator;
import org.espalier.graph.Graph;

/** How long an evaluation takes, measured on a few images. */
final class EvaluationTime {

    private static final int IMAGES = 4;

    private EvaluationTime() {}

    /** The time of an image, the second time that it is evaluated. */
    static double secondsPerImage(Graph network, WeightStore weights, Split split) {
        int count = Math.min(IMAGES, split.size());
        Split some = split.part(split.name(), 0, count);
        double unusedFirst = Evaluator.evaluate(network, weights, some).seconds();
        return Evaluator.evaluate(network, weights, some).seconds() / count;
    }
}
