package org.espalier.engine;

import org.bytedeco.pytorch.global.torch.ScalarType;

/** Number type of weights, activations and gradients. */
public enum ElementType {
    /** Single precision: training and inference. */
    FLOAT32,
    /** Double precision: comparisons in tests. */
    FLOAT64;

    ScalarType scalarType() {
        return switch (this) {
            case FLOAT32 -> ScalarType.Float;
            case FLOAT64 -> ScalarType.Double;
        };
    }
}
