package org.espalier.engine;

import java.util.List;

/**
 * What is run at a time: a chain, or several twins, whose values stand in one batch; or the joining of values into one batch, for twins to read; or, last
 * of all, the objective.
 *
 * @param twins chains that apply equal operations; none if values are joined, or for the objective
 * @param reads what the chains' first nodes read, place by place; what is joined; or the graph's outputs
 */
record Segment(List<Chain> twins, List<Place> reads) {

    /** Values into one batch. */
    static Segment joining(List<Place> values) {
        return new Segment(List.of(), values);
    }

    /** Whether it joins values; not to be asked of the objective. */
    boolean isJoin() {
        return twins.isEmpty();
    }

    /** How many values stand in one batch in the result. */
    int values() {
        return isJoin() ? reads.size() : twins.size();
    }
}
