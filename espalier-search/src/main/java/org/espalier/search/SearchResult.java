package org.espalier.search;

import java.util.Optional;
import org.espalier.blueprint.Blueprint;
import org.espalier.search.diagnosis.Verdict;

/**
 * The result of a search.
 *
 * @param architecture the best architecture
 * @param candidates all candidates; the first is {@code architecture}
 * @param latency of the best candidate's network, if latency was a goal
 * @param verdict whether the decisions differ from noise, for searches that train a single supernet; stages record
 *     events of their own
 */
public record SearchResult<A>(
        A architecture, Candidates candidates, Optional<LatencyOutcome> latency, Optional<Verdict> verdict) {

    /** The blueprint of the best candidate; also in the run's {@code architecture.json}. */
    public Blueprint blueprint() {
        return candidates.best().blueprint();
    }
}
