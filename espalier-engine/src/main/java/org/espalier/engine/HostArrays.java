package org.espalier.engine;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Between Java arrays, row-major, and tensors. Who calls a method that gives a tensor closes it, by a scope or by hand. */
final class HostArrays {

    private HostArrays() {}

    static Tensor tensor(double[] values, List<Integer> shape, ElementType type) {
        Tensor wide = empty(lengths(shape), ScalarType.Double);
        wide.data_ptr_double().put(values);
        return converted(wide, type.scalarType());
    }

    static Tensor tensor(float[] values, List<Integer> shape, ElementType type) {
        Tensor narrow = empty(lengths(shape), ScalarType.Float);
        narrow.data_ptr_float().put(values);
        return converted(narrow, type.scalarType());
    }

    static Tensor tensor(byte[] values, long... shape) {
        Tensor tensor = empty(shape, ScalarType.Byte);
        tensor.data_ptr_byte().put(values);
        return tensor;
    }

    static double[] doubles(Tensor tensor) {
        double[] values = new double[Math.toIntExact(tensor.numel())];
        try (Tensor wide = tensor.to(ScalarType.Double);
                Tensor dense = wide.contiguous()) {
            dense.data_ptr_double().get(values);
        }
        return values;
    }

    static float[] floats(Tensor tensor) {
        float[] values = new float[Math.toIntExact(tensor.numel())];
        try (Tensor narrow = tensor.to(ScalarType.Float);
                Tensor dense = narrow.contiguous()) {
            dense.data_ptr_float().get(values);
        }
        return values;
    }

    static Tensor zeros(ElementType type, long... shape) {
        try (TensorOptions options = new TensorOptions(type.scalarType())) {
            return torch.zeros(shape, options);
        }
    }

    static long[] lengths(List<Integer> shape) {
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
