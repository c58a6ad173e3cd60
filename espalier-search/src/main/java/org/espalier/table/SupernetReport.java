package org.espalier.table;

import java.util.List;
import org.espalier.statistics.MeanInterval;

/**
 * What searches of supernets find on a table.
 *
 * @param table manifest of the table
 * @param trainingSeconds seconds of the steps of one full training of the table's first network, on the machine of the
 *     searches: the unit of their cost
 * @param highest the tau that a perfect order of the networks would have with the table's noisy means
 * @param scores by setting
 * @param searches all of them, as they were run
 */
public record SupernetReport(
        String table, double trainingSeconds, double highest, List<Score> scores, List<Outcome> searches) {

    public SupernetReport {
        scores = List.copyOf(scores);
        searches = List.copyOf(searches);
    }

    /**
     * The score of a setting.
     *
     * @param setting its name
     * @param searcher gain, regret and rank of the network of the table that each search believes in most; its cost is
     *     the mean of the searches, in full trainings
     * @param tau Kendall's tau of a search's belief in the networks with their mean mIoU on {@code val}; mean of the
     *     searches
     * @param withoutSignal the tau of choices that weigh all options alike: what decoding prefers by itself; 0 if nothing
     * @param finishes scores of searches that go on with trainings of the candidates that they propose ({@link
     *     TableFinish}), by the number of candidates asked for; their intervals are over searches
     */
    public record Score(
            String setting,
            SearcherScore searcher,
            MeanInterval tau,
            double withoutSignal,
            List<SearcherScore> finishes) {
        public Score {
            finishes = List.copyOf(finishes);
        }
    }

    /**
     * One search.
     *
     * @param setting its name
     * @param seed of the search
     * @param network in which it believes most, its number in the table, from 1
     * @param tau as in {@link Score}; 0 if the search failed
     * @param seconds of its steps
     */
    public record Outcome(String setting, long seed, int network, double tau, double seconds) {}
}
