package org.espalier.engine.backpropagation;

import java.util.List;

/** A part of a graph that runs as one task. */
sealed interface Segment {

    /** Values of other segments that this one reads, in the order of its inputs. */
    List<Place> reads();

    /** The chains to run; empty except for {@link Chains}. */
    default List<Chain> twins() {
        return List.of();
    }

    /** Number of values that are concatenated in the result. */
    int values();

    /**
     * A chain, or several twins whose values are concatenated.
     * @param twins chains that apply equal operations
     * @param reads inputs of their first nodes
     */
    record Chains(List<Chain> twins, List<Place> reads) implements Segment {

        @Override
        public int values() {
            return twins.size();
        }
    }

    /** Concatenates values into one batch for twins. */
    record Join(List<Place> reads) implements Segment {

        @Override
        public int values() {
            return reads.size();
        }
    }

    /** The objective on the graph's outputs: the last segment. */
    record End(List<Place> reads) implements Segment {

        @Override
        public int values() {
            return 1;
        }
    }
}
