package org.espalier.train;

/**
 * The result of an epoch.
 *
 * @param epoch number of the epoch, from 1
 * @param steps number of steps since the start of the run
 * @param loss mean over the steps of the epoch whose loss and gradient were finite
 * @param skippedSteps steps that changed no weights because the loss or gradient was not finite
 * @param waitingShare share of the time spent waiting for data
 * @param seconds duration of the epoch
 */
public record EpochResult(int epoch, long steps, double loss, int skippedSteps, double waitingShare, double seconds) {}
