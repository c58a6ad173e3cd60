package org.espalier.space.operation;

import org.espalier.graph.Scope;
import org.espalier.graph.Value;

/**
 * Atrous k x k convolution: ReLU, convolution, normalisation. DENSE is a full convolution, the only form that gives
 * Auto-DeepLab's published parameter counts; at stride 2 it resizes to half the size first and uses rate 1, as the
 * authors' code does. SEPARABLE is DARTS's form: depthwise with the rate, then pointwise.
 *
 * @param kernel k, odd
 * @param rate dilation rate
 * @param form dense or separable
 */
public record AtrousConv(int kernel, int rate, Form form) implements Candidate {

    /** How the kernel spans the channels. */
    public enum Form {
        DENSE,
        SEPARABLE
    }

    /** With rate 2, as in DARTS and Auto-DeepLab. */
    public AtrousConv(int kernel, Form form) {
        this(kernel, 2, form);
    }

    @Override
    public Value apply(Scope scope, Value x, int stride) {
        Value active = scope.relu(x);
        return scope.normalize(
                switch (form) {
                    case DENSE ->
                        stride == 1
                                ? scope.conv(active, x.channels(), kernel, 1, rate)
                                : scope.conv(scope.resize(active, x.stride() * stride), x.channels(), kernel, 1);
                    case SEPARABLE -> scope.pointwise(scope.depthwise(active, kernel, stride, rate), x.channels());
                });
    }
}
