package org.espalier.engine;

import org.bytedeco.pytorch.global.torch.ScalarType;
import org.espalier.safetensors.Dtype;

/** What weights, activations and gradients are made of. */
public enum ElementType {
    /** Single precision: training and inference. */
    FLOAT32(Float.BYTES),
    /** Double precision: comparisons in tests. */
    FLOAT64(Double.BYTES);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** Size of one element. */
    public int bytes() {
        return bytes;
    }

    ScalarType scalarType() {
        return switch (this) {
            case FLOAT32 -> ScalarType.Float;
            case FLOAT64 -> ScalarType.Double;
        };
    }

    Dtype dtype() {
        return switch (this) {
            case FLOAT32 -> Dtype.F32;
            case FLOAT64 -> Dtype.F64;
        };
    }
}
