package org.espalier.engine.loss;

import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.espalier.engine.tensor.HostArrays;
import org.espalier.loss.Loss;
import org.espalier.text.Text;

/** Computes losses: scalars that are differentiable in the logits. Results are in the caller's scope. */
final class LossValues {

    private static final long NONE = 0;
    private static final long SUM = 2;

    private final ScalarType type;

    LossValues(ScalarType type) {
        this.type = type;
    }

    /**
     * The value of a loss.
     * @param logits [N, classes, H, W]
     * @param labels [N, H, W]
     */
    Tensor of(Loss loss, Tensor logits, byte[] labels) {
        Tensor perPixel = logits.permute(0, 2, 3, 1).reshape(-1, logits.size(1));
        return ofPixels(loss, perPixel, labels);
    }

    /** @param logits [pixels, classes] */
    private Tensor ofPixels(Loss loss, Tensor logits, byte[] labels) {
        return switch (loss) {
            case Loss.CrossEntropy entropy -> crossEntropy(entropy, logits, labels);
            case Loss.HardExampleCrossEntropy hard -> hardExamples(hard, logits, labels);
            case Loss.Dice dice -> dice(dice, logits, labels);
            case Loss.Sum sum ->
                sum.parts().stream()
                        .map(part -> ofPixels(part.loss(), logits, labels).mul(new Scalar(part.factor())))
                        .reduce(Tensor::add)
                        .orElseThrow();
        };
    }

    private Tensor crossEntropy(Loss.CrossEntropy loss, Tensor logits, byte[] labels) {
        PixelCounts counts = PixelCounts.of(labels, (int) logits.size(1), loss.ignore());
        Tensor sum = torch.cross_entropy_loss(
                logits,
                target(labels),
                weights(loss.classWeights(), logits),
                SUM,
                loss.ignore(),
                loss.labelSmoothing());
        return sum.mul(new Scalar(reciprocal(counts.weighted(loss.classWeights()))));
    }

    private Tensor hardExamples(Loss.HardExampleCrossEntropy loss, Tensor logits, byte[] labels) {
        PixelCounts counts = PixelCounts.of(labels, (int) logits.size(1), loss.ignore());
        Tensor target = target(labels);
        Tensor entropy = torch.cross_entropy_loss(logits, target, new TensorOptional(), NONE, loss.ignore(), 0);
        // A small probability is a large entropy, so the n-th smallest of one is the n-th largest of the other.
        long least = Math.max(1, Math.round(loss.keptShare() * counts.total()));
        double hardest = torch.kthvalue(entropy.detach(), entropy.numel() - least + 1)
                .get0()
                .item_double();
        double limit = Math.min(-Math.log(loss.threshold()), hardest);
        Tensor valid = target.ne(new Scalar(loss.ignore()));
        Tensor hard = entropy.detach().ge(new Scalar(limit)).logical_and(valid).to(type);
        if (!loss.classWeights().isEmpty()) {
            Tensor labelsOrZero = target.mul(valid);
            hard = hard.mul(weights(loss.classWeights(), logits).get().index_select(0, labelsOrZero));
        }
        double weight = hard.sum().item_double();
        return entropy.mul(hard).sum().mul(new Scalar(reciprocal(weight)));
    }

    private Tensor dice(Loss.Dice loss, Tensor logits, byte[] labels) {
        int classes = (int) logits.size(1);
        PixelCounts counts = PixelCounts.of(labels, classes, loss.ignore());
        Tensor target = target(labels).unsqueeze(1);
        Tensor valid = target.ne(new Scalar(loss.ignore()));
        Tensor probabilities = logits.softmax(1).mul(valid);
        Tensor labelsOrZero = target.mul(valid);
        Tensor ofLabel = probabilities.gather(1, labelsOrZero).squeeze(1);
        Tensor zeros = HostArrays.zeros(type, classes);
        Tensor overlap = zeros.scatter_add(0, labelsOrZero.squeeze(1), ofLabel);
        Tensor sizes = probabilities.sum(0).add(HostArrays.tensor(counts.perClassAtLeastOne(), List.of(classes), type));
        Scalar smooth = new Scalar(loss.smooth());
        Tensor quotient = overlap.mul(new Scalar(2)).add(smooth).div(sizes.add(smooth));
        double[] share = counts.shareOfPresentClasses();
        Tensor weights = HostArrays.tensor(share, List.of(classes), type);
        return weights.sub(quotient.mul(weights)).sum();
    }

    private static Tensor target(byte[] labels) {
        return HostArrays.tensor(labels, labels.length).to(ScalarType.Long);
    }

    private TensorOptional weights(List<Double> classWeights, Tensor logits) {
        if (classWeights.isEmpty()) {
            return new TensorOptional();
        }
        if (classWeights.size() != logits.size(1)) {
            throw new IllegalArgumentException(Text.format(
                    "classWeights: %d weights for logits of %d classes", classWeights.size(), logits.size(1)));
        }
        double[] values = classWeights.stream().mapToDouble(w -> w).toArray();
        return new TensorOptional(HostArrays.tensor(values, List.of(values.length), type));
    }

    /** The reciprocal, or 0 for 0: without pixels the loss is 0. */
    private static double reciprocal(double weight) {
        return weight > 0 ? 1 / weight : 0;
    }
}
