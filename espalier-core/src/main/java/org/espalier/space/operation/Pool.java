package org.espalier.space.operation;

import org.espalier.graph.Scope;
import org.espalier.graph.Value;

/**
 * 3 x 3 pooling. In a supernet a normalisation follows, so that no candidate dominates the others by its scale alone
 * (DARTS); a final network has none.
 *
 * @param kind largest value or mean
 * @param normalized whether a normalisation follows
 */
public record Pool(Kind kind, boolean normalized) implements Candidate {

    /** The result of a window. */
    public enum Kind {
        MAX,
        AVERAGE
    }

    private static final int KERNEL = 3;

    @Override
    public Value apply(Scope scope, Value x, int stride) {
        Value pooled = switch (kind) {
            case MAX -> scope.maxPool(x, KERNEL, stride);
            case AVERAGE -> scope.avgPool(x, KERNEL, stride);
        };
        return normalized ? scope.normalize(pooled) : pooled;
    }
}
