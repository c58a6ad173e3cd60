package org.espalier.search;

import java.util.Optional;
import org.espalier.blueprint.Blueprint;

/**
 * What a search found.
 *
 * @param architecture the best, in the words of its space
 * @param candidates all that it proposes; the first is {@code architecture}
 * @param latency of the best one's network, where that was a goal
 */
public record SearchResult<A>(A architecture, Candidates candidates, Optional<LatencyOutcome> latency) {

    /** What the best one's network is built from; also in the run's {@code architecture.json}. */
    public Blueprint blueprint() {
        return candidates.best().blueprint();
    }
}
