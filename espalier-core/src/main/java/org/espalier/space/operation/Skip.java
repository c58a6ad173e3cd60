package org.espalier.space.operation;

import org.espalier.graph.Scope;
import org.espalier.graph.Value;

/** The input itself; at stride 2, ReLU, a strided 1 x 1 convolution and normalisation. */
public record Skip() implements Candidate {

    @Override
    public Value apply(Scope scope, Value x, int stride) {
        return stride == 1 ? x : scope.normalize(scope.conv(scope.relu(x), x.channels(), 1, stride));
    }
}
