package org.espalier.search;

import org.espalier.blueprint.Blueprint;

/**
 * What a search found.
 *
 * @param architecture in the words of its space
 * @param blueprint what its network is built from; also in the run's {@code architecture.json}
 */
public record SearchResult<A>(A architecture, Blueprint blueprint) {}
