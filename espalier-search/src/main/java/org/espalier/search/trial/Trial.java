package org.espalier.search.trial;

/**
 * An evaluation that a strategy proposes.
 *
 * @param number from 1, in the order of the proposals
 * @param architecture to evaluate
 * @param steps of training before the evaluation
 */
public record Trial<A>(int number, A architecture, long steps) {}
