package org.espalier.space.cell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.space.cell.CellGenotype.Block;
import org.espalier.space.cell.CellGenotype.Edge;

/**
 * The inside of a cell as a graph, from its input states to its output: all blocks, concatenated along the channels.
 */
public final class CellBlocks {

    private CellBlocks() {}

    /** The function on an edge of a relaxed cell. */
    @FunctionalInterface
    public interface OpenEdge {

        /**
         * Builds the function of an edge.
         *
         * @param scope the edge's own scope
         * @param edge as in {@link CellGenotype#edgeIndex}
         * @param input index of the state {@code x}
         */
        Value apply(Scope scope, int edge, int input, Value x);
    }

    /** The function on an edge of a decided cell. */
    @FunctionalInterface
    public interface DecidedEdge {

        /**
         * Builds the function of an edge.
         *
         * @param scope the edge's own scope
         * @param x the state that it reads
         */
        Value apply(Scope scope, Edge edge, Value x);
    }

    /**
     * All edges open: every block is the sum of the edges from all states before it.
     *
     * @param inputs the input states; edges from an absent state are absent
     */
    public static Value open(Scope scope, List<Optional<Value>> inputs, int blocks, OpenEdge rule) {
        List<Optional<Value>> states = new ArrayList<>(inputs);
        List<Value> sums = new ArrayList<>();
        for (int block = 0; block < blocks; block++) {
            List<Value> edges = new ArrayList<>();
            for (int input = 0; input < states.size(); input++) {
                int edge = CellGenotype.edgeIndex(block, input);
                Scope place = scope.child("edge_" + edge);
                int state = input;
                states.get(input).ifPresent(x -> edges.add(rule.apply(place, edge, state, x)));
            }
            sums.add(scope.child("block_" + block).sum(edges));
            states.add(Optional.of(sums.getLast()));
        }
        return scope.concat(sums);
    }

    /** The edges of a genotype: every block is the sum of two edges. */
    public static Value decided(Scope scope, List<Value> inputs, CellGenotype cell, DecidedEdge rule) {
        List<Value> states = new ArrayList<>(inputs);
        for (int block = 0; block < cell.blocks().size(); block++) {
            Scope place = scope.child("block_" + block);
            Block pair = cell.blocks().get(block);
            Value left = rule.apply(
                    place.child("left"), pair.left(), states.get(pair.left().input()));
            Value right = rule.apply(
                    place.child("right"), pair.right(), states.get(pair.right().input()));
            states.add(place.sum(List.of(left, right)));
        }
        return scope.concat(states.subList(inputs.size(), states.size()));
    }
}
