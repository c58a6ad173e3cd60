package org.espalier.table;

import org.espalier.statistics.MeanInterval;

/**
 * How good a searcher is on a table, over many searches.
 *
 * @param searcher in words, such as {@code random 8}
 * @param trainings what one search costs at most, in full trainings
 * @param gain of what it found over the mean of the table, in mIoU on {@code val}, by seeds that the search did not
 *     see
 * @param regret of what it found against the table's best, by the mean of all seeds: biased upwards, as that best is
 *     partly luck
 * @param rank of what it found among all networks, by the mean of all seeds; 1 is the best
 */
public record SearcherScore(String searcher, double trainings, MeanInterval gain, MeanInterval regret, double rank) {}
