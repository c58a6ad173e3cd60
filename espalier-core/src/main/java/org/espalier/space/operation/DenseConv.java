package org.espalier.space.operation;

import org.espalier.graph.Scope;
import org.espalier.graph.Value;

/**
 * Full k x k convolution: ReLU, convolution, normalisation. It carries the stride.
 *
 * @param kernel k, odd
 */
public record DenseConv(int kernel) implements Candidate {

    @Override
    public Value apply(Scope scope, Value x, int stride) {
        return scope.normalize(scope.conv(scope.relu(x), x.channels(), kernel, stride));
    }
}
