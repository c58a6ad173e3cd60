package org.espalier.search;

import java.util.Optional;
import org.espalier.graph.Extent;

/**
 * How fast the network of a search's end is.
 *
 * @param budgetMillis what it was allowed, if there was a limit
 * @param predictedMillis what it takes by the table
 * @param extent the image that both are of
 * @param threads processors that the table was measured with
 */
public record LatencyOutcome(Optional<Double> budgetMillis, double predictedMillis, Extent extent, int threads) {}
