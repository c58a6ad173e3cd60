package org.espalier.pilot;

import java.util.SortedMap;

/**
 * The scores of one training of a pilot.
 *
 * @param network its number, from 1; {@value #HAND_DESIGNED} for the hand-designed one
 * @param seed number of the training of this network, from 1
 * @param miou on val, by the number of steps; the last is that of the end
 * @param seconds of training
 */
record ScoredTraining(int network, int seed, SortedMap<Long, Double> miou, double seconds) {

    static final int HAND_DESIGNED = 0;

    /** The score of the end. */
    double last() {
        return miou.lastEntry().getValue();
    }
}
