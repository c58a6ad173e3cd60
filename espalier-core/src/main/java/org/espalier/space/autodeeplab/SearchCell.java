package org.espalier.space.autodeeplab;

import java.util.List;
import java.util.Optional;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.space.autodeeplab.SupernetConfig.Downsampling;
import org.espalier.space.cell.CellBlocks;
import org.espalier.space.operation.CandidateSet;
import org.espalier.space.trellis.Trellis;

/**
 * The relaxed cell: every block is the sum of the mixed operations on all states before it; the blocks are concatenated
 * along the channels.
 */
final class SearchCell {

    private final SupernetConfig config;
    private final CandidateSet candidates;
    private final List<Value> edgeWeights;

    /**
     * A cell.
     *
     * @param edgeWeights the weights of every edge's operations, shared by all cells
     */
    SearchCell(SupernetConfig config, CandidateSet candidates, List<Value> edgeWeights) {
        this.config = config;
        this.candidates = candidates;
        this.edgeWeights = edgeWeights;
    }

    /** Brings an input to the cell's stride and width: ReLU, 1 x 1 convolution, normalisation. */
    Value squeeze(Scope scope, Value x, int stride) {
        int channels = config.filters() * stride / Trellis.stride(0);
        boolean strided = x.stride() < stride && config.downsampling() == Downsampling.STRIDED;
        Value sized = strided ? x : scope.resize(x, stride);
        return scope.normalize(scope.conv(scope.relu(sized), channels, 1, stride / sized.stride()));
    }

    /**
     * The cell's output, [N, B channels, h, w].
     *
     * @param scope nodes of this application of the cell, weights of all its applications
     * @param beforeLast H^{l-2}, squeezed; empty if its edges are absent
     * @param last H^{l-1}, squeezed
     */
    Value apply(Scope scope, Optional<Value> beforeLast, Value last) {
        return CellBlocks.open(
                scope,
                List.of(beforeLast, Optional.of(last)),
                config.blocks(),
                (place, edge, input, x) -> candidates.mixed(place, x, 1, edgeWeights.get(edge)));
    }
}
