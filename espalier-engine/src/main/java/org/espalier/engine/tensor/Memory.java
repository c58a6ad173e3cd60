package org.espalier.engine.tensor;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;

/** The memory of dense tensors of single precision. */
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

    /** A copy of a tensor's values in the order of its memory. */
    public static float[] copy(Tensor dense) {
        FloatBuffer memory = of(dense);
        float[] values = new float[memory.remaining()];
        memory.get(values);
        return values;
    }
}
