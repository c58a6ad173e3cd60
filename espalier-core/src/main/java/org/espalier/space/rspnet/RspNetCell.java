package org.espalier.space.rspnet;

import java.util.List;
import java.util.Optional;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.space.cell.CellBlocks;
import org.espalier.space.cell.CellGenotype;
import org.espalier.space.operation.AtrousConv;
import org.espalier.space.operation.CandidateSet;

/**
 * The cell maps one feature map to another of the same type. Its two input states are 1 x 1 projections of the input;
 * its B blocks have 1/B of the channels each and are concatenated. An interpretation: the paper's figure has one input
 * and nodes that add two operations; the rest is DARTS's cell.
 */
final class RspNetCell {

    private RspNetCell() {}

    /** DARTS's eight operations. Pools are normalised only in a relaxed cell. */
    static CandidateSet operations(boolean relaxed) {
        return CandidateSet.standard(AtrousConv.Form.SEPARABLE, relaxed);
    }

    /**
     * A relaxed cell.
     *
     * @param edgeWeights the weights of every edge's operations, shared by all cells
     */
    static RspBlock.Cell open(CandidateSet candidates, int blocks, List<Value> edgeWeights) {
        return (scope, x) -> CellBlocks.open(
                scope,
                states(scope, x, blocks).stream().map(Optional::of).toList(),
                blocks,
                (place, edge, input, state) -> candidates.mixed(place, state, 1, edgeWeights.get(edge)));
    }

    /** A decided cell. */
    static RspBlock.Cell decided(CellGenotype cell) {
        CandidateSet candidates = operations(false);
        return (scope, x) -> CellBlocks.decided(
                scope,
                states(scope, x, cell.blocks().size()),
                cell,
                (place, edge, state) ->
                        candidates.get(edge.operation()).apply(place.child(edge.operation()), state, 1));
    }

    private static List<Value> states(Scope scope, Value x, int blocks) {
        return List.of(state(scope.child("first"), x, blocks), state(scope.child("second"), x, blocks));
    }

    private static Value state(Scope scope, Value x, int blocks) {
        return scope.normalize(scope.pointwise(scope.relu(x), x.channels() / blocks));
    }
}
