package org.espalier.safetensors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * The plain content of one tensor: element type, shape and values in row-major order. Two are equal when all three are,
 * bit by bit.
 *
 * @param dtype the element type
 * @param shape the length of each dimension, outermost first; empty for a scalar
 * @param bytes the values, little-endian; kept as a read-only view, not a copy, so the caller must not write to the
 *     buffer while the tensor is in use
 */
public record TensorData(Dtype dtype, List<Long> shape, ByteBuffer bytes) {

    /**
     * @throws IllegalArgumentException if a length is negative, or the number of bytes does not match shape and element
     *     type
     */
    public TensorData {
        shape = List.copyOf(shape);
        bytes = bytes.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
        long expected = byteCount(dtype, shape);
        if (bytes.capacity() != expected) {
            throw new IllegalArgumentException(
                    dtype + " " + shape + " takes " + expected + " bytes, got " + bytes.capacity());
        }
    }

    /** F32 values with a shape; without dimensions, one scalar. */
    public static TensorData of(float[] values, long... shape) {
        ByteBuffer bytes = littleEndian((long) values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        return new TensorData(Dtype.F32, boxed(shape), bytes);
    }

    /** F64 values with a shape; without dimensions, one scalar. */
    public static TensorData of(double[] values, long... shape) {
        ByteBuffer bytes = littleEndian((long) values.length * Double.BYTES);
        bytes.asDoubleBuffer().put(values);
        return new TensorData(Dtype.F64, boxed(shape), bytes);
    }

    /** I64 values with a shape; without dimensions, one scalar. */
    public static TensorData of(long[] values, long... shape) {
        ByteBuffer bytes = littleEndian((long) values.length * Long.BYTES);
        bytes.asLongBuffer().put(values);
        return new TensorData(Dtype.I64, boxed(shape), bytes);
    }

    /** A view of the values from the start, read-only and little-endian; its position is the caller's own. */
    @Override
    public ByteBuffer bytes() {
        return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The number of elements. */
    public int elements() {
        return bytes.capacity() / dtype.bytes();
    }

    /**
     * A copy of the values, exactly: F32, and the smaller F16 and BF16.
     *
     * @throws IllegalStateException if the elements are of another type
     */
    public float[] floats() {
        float[] values = new float[elements()];
        ByteBuffer source = bytes();
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (dtype) {
                case F32 -> source.getFloat();
                case F16 -> Float.float16ToFloat(source.getShort());
                case BF16 -> Float.intBitsToFloat(source.getShort() << 16);
                case BOOL, U8, I8, U16, I16, U32, I32, U64, I64, F64 -> throw notReadableAs("floats");
            };
        }
        return values;
    }

    /**
     * A copy of the values, exactly: F64, F32, F16 and BF16.
     *
     * @throws IllegalStateException if the elements are of another type
     */
    public double[] doubles() {
        double[] values = new double[elements()];
        if (dtype == Dtype.F64) {
            bytes().asDoubleBuffer().get(values);
        } else {
            float[] narrow = floats();
            Arrays.setAll(values, i -> narrow[i]);
        }
        return values;
    }

    /**
     * A copy of the values, exactly: integers except U64, and BOOL as 0 and 1.
     *
     * @throws IllegalStateException if the elements are of another type
     */
    public long[] longs() {
        long[] values = new long[elements()];
        ByteBuffer source = bytes();
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (dtype) {
                case BOOL, U8 -> Byte.toUnsignedLong(source.get());
                case I8 -> source.get();
                case U16 -> Short.toUnsignedLong(source.getShort());
                case I16 -> source.getShort();
                case U32 -> Integer.toUnsignedLong(source.getInt());
                case I32 -> source.getInt();
                case I64 -> source.getLong();
                case F16, BF16, F32, F64, U64 -> throw notReadableAs("longs");
            };
        }
        return values;
    }

    /**
     * The number of bytes of a tensor.
     *
     * @throws IllegalArgumentException if a length is negative
     * @throws ArithmeticException if it exceeds a long
     */
    static long byteCount(Dtype dtype, List<Long> shape) {
        long count = dtype.bytes();
        for (long length : shape) {
            if (length < 0) {
                throw new IllegalArgumentException("shape " + shape + " has a negative length");
            }
            count = Math.multiplyExact(count, length);
        }
        return count;
    }

    private IllegalStateException notReadableAs(String kind) {
        return new IllegalStateException("a tensor of " + dtype + " cannot be read as " + kind + " without loss");
    }

    private static ByteBuffer littleEndian(long bytes) {
        return ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static List<Long> boxed(long[] shape) {
        return Arrays.stream(shape).boxed().toList();
    }
}
