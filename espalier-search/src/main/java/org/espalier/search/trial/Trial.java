package org.espalier.search.trial;

/**
 * An evaluation that a strategy asks for.
 *
 * @param number counted from 1 in the order of asking
 * @param architecture what is evaluated
 * @param steps that its network is trained for before it is evaluated
 */
public record Trial<A>(int number, A architecture, long steps) {}
