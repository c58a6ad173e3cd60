package org.espalier.engine.tensor;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Converts between row-major Java arrays and tensors. The caller closes returned tensors, by a scope or by hand. */
public final class HostArrays {

    private HostArrays() {}

    public static Tensor tensor(double[] values, List<Integer> shape, ScalarType type) {
        Tensor wide = empty(lengths(shape), ScalarType.Double);
        wide.data_ptr_double().put(values);
        return converted(wide, type);
    }

    public static Tensor tensor(float[] values, List<Integer> shape, ScalarType type) {
        Tensor narrow = empty(lengths(shape), ScalarType.Float);
        narrow.data_ptr_float().put(values);
        return converted(narrow, type);
    }

    public static Tensor tensor(byte[] values, long... shape) {
        Tensor tensor = empty(shape, ScalarType.Byte);
        tensor.data_ptr_byte().put(values);
        return tensor;
    }

    public static double[] doubles(Tensor tensor) {
        double[] values = new double[Math.toIntExact(tensor.numel())];
        try (Tensor wide = tensor.to(ScalarType.Double);
                Tensor dense = wide.contiguous()) {
            dense.data_ptr_double().get(values);
        }
        return values;
    }

    public static float[] floats(Tensor tensor) {
        float[] values = new float[Math.toIntExact(tensor.numel())];
        try (Tensor narrow = tensor.to(ScalarType.Float);
                Tensor dense = narrow.contiguous()) {
            dense.data_ptr_float().get(values);
        }
        return values;
    }

    public static Tensor zeros(ScalarType type, long... shape) {
        try (TensorOptions options = new TensorOptions(type)) {
            return torch.zeros(shape, options);
        }
    }

    public static long[] lengths(List<Integer> shape) {
        return shape.stream().mapToLong(Integer::longValue).toArray();
    }

    private static Tensor empty(long[] shape, ScalarType type) {
        try (TensorOptions options = new TensorOptions(type)) {
            return torch.empty(shape, options, null);
        }
    }

    private static Tensor converted(Tensor tensor, ScalarType type) {
        if (tensor.scalar_type() == type) {
            return tensor;
        }
        try (tensor) {
            return tensor.to(type);
        }
    }
}
