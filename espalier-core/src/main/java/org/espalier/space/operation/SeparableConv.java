package org.espalier.space.operation;

import org.espalier.graph.Scope;
import org.espalier.graph.Value;

/**
 * Depthwise-separable convolution, applied twice: ReLU, depthwise k x k, pointwise 1 x 1, normalisation (DARTS,
 * appendix A.1). Keeps the channels; the first of the two carries the stride.
 *
 * @param kernel k, odd
 */
public record SeparableConv(int kernel) implements Candidate {

    @Override
    public Value apply(Scope scope, Value x, int stride) {
        return unit(scope.child("1"), unit(scope.child("0"), x, stride), 1);
    }

    private Value unit(Scope scope, Value x, int stride) {
        Value spatial = scope.depthwise(scope.relu(x), kernel, stride, 1);
        return scope.normalize(scope.pointwise(spatial, x.channels()));
    }
}
