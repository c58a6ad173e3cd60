package org.espalier.engine.tensor;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** The memory of dense tensors of single precision. */
@SuppressWarnings("try") // a guard is there to be closed, not read
public final class Memory {

    private Memory() {}

    /**
     * The memory of a tensor, valid as long as the tensor.
     * @param dense without gaps, whatever the order of its axes
     */
    public static FloatBuffer of(Tensor dense) {
        try (FloatPointer start = dense.data_ptr_float()) {
            return start.capacity(dense.numel()).asBuffer();
        }
    }

    /**
     * Frees the memory of a tensor as far as this handle holds it. The handle keeps the size and the gradient; its
     * values are not a number from now on.
     */
    public static void forget(Tensor tensor) {
        try (NoGradGuard guard = new NoGradGuard();
                TensorOptions options = new TensorOptions(tensor.scalar_type());
                Tensor one = torch.empty(new long[] {1}, options, null);
                Scalar notANumber = new Scalar(Double.NaN)) {
            one.fill_(notANumber);
            try (Tensor expanded = one.expand(tensor.shape())) {
                tensor.set_data(expanded);
            }
        }
    }

    /** A copy of a tensor's values in the order of its memory. */
    public static float[] copy(Tensor dense) {
        FloatBuffer memory = of(dense);
        float[] values = new float[memory.remaining()];
        memory.get(values);
        return values;
    }
}
