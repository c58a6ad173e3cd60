package org.espalier.engine.backpropagation;

import java.util.List;

/** What is run at a time. */
sealed interface Segment {

    /** Values of other segments, input by input. */
    List<Place> reads();

    /** The chains that are run: none but in {@link Chains}. */
    default List<Chain> twins() {
        return List.of();
    }

    /** How many values stand in one batch in the result. */
    int values();

    /**
     * A chain, or several twins, whose values stand in one batch.
     *
     * @param twins chains that apply equal operations
     * @param reads what their first nodes read
     */
    record Chains(List<Chain> twins, List<Place> reads) implements Segment {

        @Override
        public int values() {
            return twins.size();
        }
    }

    /** Values joined into one batch, for twins to read. */
    record Join(List<Place> reads) implements Segment {

        @Override
        public int values() {
            return reads.size();
        }
    }

    /** The objective, on the graph's outputs: the last of all. */
    record End(List<Place> reads) implements Segment {

        @Override
        public int values() {
            return 1;
        }
    }
}
