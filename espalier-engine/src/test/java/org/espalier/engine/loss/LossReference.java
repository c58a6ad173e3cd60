package org.espalier.engine.loss;

import java.util.Arrays;
import java.util.List;
import org.espalier.loss.Loss;

/** Losses in plain Java, written from their definitions. */
final class LossReference {

    private LossReference() {}

    /**
     * The value of a loss.
     * @param logits [pixels][classes]
     */
    static double of(Loss loss, double[][] logits, byte[] labels) {
        return switch (loss) {
            case Loss.CrossEntropy entropy -> crossEntropy(entropy, logits, labels);
            case Loss.HardExampleCrossEntropy hard -> hardExamples(hard, logits, labels);
            case Loss.Dice dice -> dice(dice, logits, labels);
            case Loss.Sum sum ->
                sum.parts().stream()
                        .mapToDouble(part -> part.factor() * of(part.loss(), logits, labels))
                        .sum();
        };
    }

    private static double crossEntropy(Loss.CrossEntropy loss, double[][] logits, byte[] labels) {
        int classes = logits[0].length;
        double sum = 0;
        double total = 0;
        for (int pixel = 0; pixel < logits.length; pixel++) {
            int label = labels[pixel] & 0xFF;
            if (label != loss.ignore()) {
                double[] p = softmax(logits[pixel]);
                for (int c = 0; c < classes; c++) {
                    double target = loss.labelSmoothing() / classes + (c == label ? 1 - loss.labelSmoothing() : 0);
                    sum -= weight(loss.classWeights(), c) * target * Math.log(p[c]);
                }
                total += weight(loss.classWeights(), label);
            }
        }
        return total == 0 ? 0 : sum / total;
    }

    private static double hardExamples(Loss.HardExampleCrossEntropy loss, double[][] logits, byte[] labels) {
        double[] ofLabel = new double[logits.length];
        Arrays.fill(ofLabel, Double.NaN);
        for (int pixel = 0; pixel < logits.length; pixel++) {
            if ((labels[pixel] & 0xFF) != loss.ignore()) {
                ofLabel[pixel] = softmax(logits[pixel])[labels[pixel]];
            }
        }
        double[] sorted =
                Arrays.stream(ofLabel).filter(p -> !Double.isNaN(p)).sorted().toArray();
        if (sorted.length == 0) {
            return 0;
        }
        int least = Math.max(1, (int) Math.round(loss.keptShare() * sorted.length));
        double limit = Math.max(loss.threshold(), sorted[least - 1]);
        double sum = 0;
        double total = 0;
        for (int pixel = 0; pixel < logits.length; pixel++) {
            if (ofLabel[pixel] <= limit) {
                double weight = weight(loss.classWeights(), labels[pixel]);
                sum -= weight * Math.log(ofLabel[pixel]);
                total += weight;
            }
        }
        return total == 0 ? 0 : sum / total;
    }

    private static double dice(Loss.Dice loss, double[][] logits, byte[] labels) {
        int classes = logits[0].length;
        double[] overlap = new double[classes];
        double[] predicted = new double[classes];
        double[] labelled = new double[classes];
        for (int pixel = 0; pixel < logits.length; pixel++) {
            int label = labels[pixel] & 0xFF;
            if (label != loss.ignore()) {
                double[] p = softmax(logits[pixel]);
                for (int c = 0; c < classes; c++) {
                    predicted[c] += p[c];
                }
                overlap[label] += p[label];
                labelled[label]++;
            }
        }
        double sum = 0;
        int present = 0;
        for (int c = 0; c < classes; c++) {
            if (labelled[c] > 0) {
                present++;
                sum += 1 - (2 * overlap[c] + loss.smooth()) / (predicted[c] + labelled[c] + loss.smooth());
            }
        }
        return present == 0 ? 0 : sum / present;
    }

    private static double weight(List<Double> weights, int label) {
        return weights.isEmpty() ? 1 : weights.get(label);
    }

    private static double[] softmax(double[] logits) {
        double[] powers = Arrays.stream(logits).map(Math::exp).toArray();
        double sum = Arrays.stream(powers).sum();
        return Arrays.stream(powers).map(p -> p / sum).toArray();
    }
}
