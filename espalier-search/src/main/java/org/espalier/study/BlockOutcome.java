package org.espalier.study;

import java.util.Optional;
import java.util.SequencedMap;

/**
 * What one block of a study gives for one method: the mIoU of each network after the last step. A training or search
 * that fails counts as 0.
 *
 * @param seed of the block
 * @param found by the search
 * @param logitsOnly decoded from the architecture parameters alone: the network found, unless a search measures
 *     candidates before it ends
 * @param random mean of the random networks
 * @param halving what halving found at the same cost
 * @param handDesigned as fast as the network found; empty if none is, or none was asked for
 * @param controls the method's own, by name; none if no network was found
 * @param costRatio multiply-adds of the network found, relative to the mean of the random ones
 */
record BlockOutcome(
        long seed,
        double found,
        double logitsOnly,
        double random,
        double halving,
        Optional<Double> handDesigned,
        SequencedMap<String, Double> controls,
        double costRatio) {}
