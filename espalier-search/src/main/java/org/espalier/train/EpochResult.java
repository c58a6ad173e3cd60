package org.espalier.train;

/**
 * What an epoch came to.
 *
 * @param epoch number of the epoch, from 1
 * @param steps done since the start of the run
 * @param loss mean over the epoch's steps
 * @param learningRate at the end of the epoch
 * @param skippedSteps that were not finite and moved nothing
 * @param waitingShare share of the time in which training waited for data
 * @param seconds of training
 */
public record EpochResult(
        int epoch,
        long steps,
        double loss,
        double learningRate,
        int skippedSteps,
        double waitingShare,
        double seconds) {}
