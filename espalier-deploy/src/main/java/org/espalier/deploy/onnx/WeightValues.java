package org.espalier.deploy.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.espalier.graph.Op.BatchNorm;
import org.espalier.graph.Weight;
import org.espalier.problem.Failure;
import org.espalier.text.Text;

/** The values of weights and of expressions over them, row-major. */
final class WeightValues {

    private final Function<Weight.Named, float[]> named;

    WeightValues(Function<Weight.Named, float[]> named) {
        this.named = named;
    }

    float[] of(Weight weight) {
        return switch (weight) {
            case Weight.Named one -> checked(one, named.apply(one));
            case Weight.Slice slice -> sliced(slice);
            case Weight.Stack stack -> stacked(stack);
            case Weight.FoldedKernel folded -> foldedKernel(folded);
            case Weight.FoldedBias folded -> foldedBias(folded);
        };
    }

    private static float[] checked(Weight.Named weight, float[] values) {
        if (values.length != weight.elements()) {
            throw new IllegalArgumentException(Text.format(
                    "weight %s of shape %s has %d values, got %d",
                    weight.name(), weight.shape(), weight.elements(), values.length));
        }
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new Failure(Text.format(
                                "weight %s holds the value %s, but exported models need finite ones; the training"
                                        + " diverged: ",
                                weight.name(), value)
                        + "export an earlier checkpoint or train with a lower learning rate");
            }
        }
        return values;
    }

    private float[] sliced(Weight.Slice slice) {
        List<Integer> shape = slice.of().shape();
        int inner = Math.toIntExact(Weight.elements(shape.subList(slice.axis() + 1, shape.size())));
        int outer = Math.toIntExact(Weight.elements(shape.subList(0, slice.axis())));
        int row = shape.get(slice.axis()) * inner;
        int taken = (slice.to() - slice.from()) * inner;
        float[] whole = of(slice.of());
        float[] part = new float[outer * taken];
        for (int i = 0; i < outer; i++) {
            System.arraycopy(whole, i * row + slice.from() * inner, part, i * taken, taken);
        }
        return part;
    }

    private float[] stacked(Weight.Stack stack) {
        float[] all = new float[Math.toIntExact(stack.elements())];
        int filled = 0;
        for (Weight part : stack.parts()) {
            float[] values = of(part);
            System.arraycopy(values, 0, all, filled, values.length);
            filled += values.length;
        }
        return all;
    }

    private float[] foldedKernel(Weight.FoldedKernel folded) {
        double[] factors = factors(folded.norm());
        float[] kernel = of(folded.kernel()).clone();
        List<Integer> shape = folded.shape();
        int each = Math.toIntExact(Weight.elements(shape.subList(folded.axis() + 1, shape.size())));
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) (kernel[i] * factors[i / each % factors.length]);
        }
        return kernel;
    }

    private float[] foldedBias(Weight.FoldedBias folded) {
        double[] factors = factors(folded.norm());
        float[] mean = of(folded.norm().mean());
        float[] bias = orElse(folded.bias(), 0, mean.length);
        float[] shift = orElse(folded.norm().shift(), 0, mean.length);
        float[] result = new float[mean.length];
        for (int c = 0; c < result.length; c++) {
            result[c] = (float) (shift[c] + ((double) bias[c] - mean[c]) * factors[c]);
        }
        return result;
    }

    /** {@code scale / sqrt(variance + epsilon)}, per channel. */
    private double[] factors(BatchNorm norm) {
        float[] variance = of(norm.variance());
        float[] scale = orElse(norm.scale(), 1, variance.length);
        double[] factors = new double[variance.length];
        Arrays.setAll(factors, c -> scale[c] / Math.sqrt(variance[c] + norm.epsilon()));
        return factors;
    }

    /** The values of a weight; without one, {@code length} times the same value. */
    float[] orElse(Optional<Weight> weight, float value, int length) {
        float[] same = new float[length];
        Arrays.fill(same, value);
        return weight.map(this::of).orElse(same);
    }
}
