package org.espalier.search;

import java.util.Optional;
import org.espalier.blueprint.Blueprint;
import org.espalier.search.diagnosis.Verdict;

/**
 * What a search found.
 *
 * @param architecture the best, in the words of its space
 * @param candidates all that it proposes; the first is {@code architecture}
 * @param latency of the best one's network, where that was a goal
 * @param verdict whether the decisions differ from noise, of a search that trains one supernet; stages have events of their own
 */
public record SearchResult<A>(
        A architecture, Candidates candidates, Optional<LatencyOutcome> latency, Optional<Verdict> verdict) {

    /** What the best one's network is built from; also in the run's {@code architecture.json}. */
    public Blueprint blueprint() {
        return candidates.best().blueprint();
    }
}
