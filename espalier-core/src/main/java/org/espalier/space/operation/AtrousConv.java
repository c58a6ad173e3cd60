package org.espalier.space.operation;

import org.espalier.graph.Scope;
import org.espalier.graph.Value;

/**
 * Atrous k x k convolution of rate 2: ReLU, convolution, normalisation. DENSE is a full convolution, the only form that gives
 * Auto-DeepLab's published parameter counts; at stride 2 it resizes to half the size first and uses rate 1, as the authors' code does.
 * SEPARABLE is DARTS's form: depthwise with rate 2, then pointwise.
 *
 * @param kernel k, odd
 * @param form dense or separable
 */
public record AtrousConv(int kernel, Form form) implements Candidate {

    /** How the kernel spans the channels. */
    public enum Form {
        DENSE,
        SEPARABLE
    }

    private static final int RATE = 2;

    @Override
    public Value apply(Scope scope, Value x, int stride) {
        Value active = scope.relu(x);
        return scope.normalize(
                switch (form) {
                    case DENSE ->
                        stride == 1
                                ? scope.conv(active, x.channels(), kernel, 1, RATE)
                                : scope.conv(scope.resize(active, x.stride() * stride), x.channels(), kernel, 1);
                    case SEPARABLE -> scope.pointwise(scope.depthwise(active, kernel, stride, RATE), x.channels());
                });
    }
}
