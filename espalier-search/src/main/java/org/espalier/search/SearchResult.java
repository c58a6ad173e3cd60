package org.espalier.search;

import java.util.Optional;
import org.espalier.blueprint.Blueprint;
import org.espalier.search.diagnosis.Verdict;

/**
 * What a search found.
 *
 * @param architecture in the words of its space
 * @param blueprint what its network is built from; also in the run's {@code architecture.json}
 * @param latency of the network, where that was a goal
 * @param verdict whether its decisions differ from noise
 */
public record SearchResult<A>(A architecture, Blueprint blueprint, Optional<LatencyOutcome> latency, Verdict verdict) {}
