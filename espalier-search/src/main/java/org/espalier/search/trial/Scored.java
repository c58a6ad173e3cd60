package org.espalier.search.trial;

/**
 * A trial with its result.
 *
 * @param loss lower is better
 */
public record Scored<A>(Trial<A> trial, double loss) {}
