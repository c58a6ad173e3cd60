package org.espalier.train;

/**
 * What an epoch came to.
 *
 * @param epoch number of the epoch, from 1
 * @param steps done since the start of the run
 * @param loss mean over the epoch's steps that were finite
 * @param skippedSteps that were not finite and moved nothing
 * @param waitingShare share of the time in which the loop waited for data
 * @param seconds of the epoch
 */
public record EpochResult(int epoch, long steps, double loss, int skippedSteps, double waitingShare, double seconds) {}
