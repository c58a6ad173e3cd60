package org.espalier.weights;

import org.espalier.problem.BadData;
import org.espalier.safetensors.TensorData;
import org.espalier.safetensors.Tensors;
import org.espalier.text.Text;

/**
 * Checks that weights are numbers: a training that diverged leaves NaN or infinite ones, and they spoil every result.
 */
public final class FiniteWeights {

    private FiniteWeights() {}

    /**
     * Checks all floating-point tensors.
     *
     * @param source where they come from, for the error message
     * @throws BadData if a value is NaN or infinite
     */
    public static void require(Tensors tensors, String source) {
        tensors.byName().forEach((name, tensor) -> {
            if (tensor.dtype().isFloatingPoint()) {
                require(name, tensor, source);
            }
        });
    }

    /** Checks one floating-point tensor; see {@link #require(Tensors, String)}. */
    static void require(String name, TensorData tensor, String source) {
        int count = 0;
        double first = 0;
        for (double value : tensor.doubles()) {
            if (!Double.isFinite(value)) {
                first = count == 0 ? value : first;
                count++;
            }
        }
        if (count > 0) {
            throw new BadData(Text.format(
                    "%s: the tensor %s has %d of %d values that are not finite, the first is %s; the training that"
                            + " wrote it diverged: use weights from before",
                    source, name, count, tensor.elements(), first));
        }
    }
}
