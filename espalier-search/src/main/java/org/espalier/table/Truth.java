package org.espalier.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.espalier.statistics.KendallTau;
import org.espalier.statistics.MeanInterval;

/** The scores of a table's networks, and how good what searches found is by them. Higher scores are better. */
final class Truth {

    private final double[][] scores;
    private final double[] means;
    private final int[] ranks;

    /** @param scores such as mIoU, [networks][seeds] */
    Truth(double[][] scores) {
        this.scores = Arrays.stream(scores).map(double[]::clone).toArray(double[][]::new);
        this.means = Arrays.stream(scores).mapToDouble(Truth::mean).toArray();
        this.ranks = ranks(means);
    }

    /**
     * What one search found.
     *
     * @param place of the network, from 0
     * @param seen the seed of the table whose losses the search saw, from 0; empty if it saw none
     */
    record Found(int place, OptionalInt seen) {}

    /** The rank of the network at a place, from 1, by the mean of all seeds. */
    int rank(int place) {
        return ranks[place];
    }

    /** Kendall's tau of values of all networks with their mean scores; 0 if all values are equal. */
    double tau(double[] values) {
        double tau = KendallTau.of(values, means);
        return Double.isNaN(tau) ? 0 : tau;
    }

    /**
     * The score of a searcher.
     *
     * @param trainings that a search costs
     * @param found two or more
     */
    SearcherScore score(String searcher, double trainings, List<Found> found) {
        return scoreOfGroups(searcher, trainings, found.stream().map(List::of).toList());
    }

    /**
     * The score of a searcher whose searches come in groups that share something, such as a supernet. Intervals are
     * those of the groups' means.
     *
     * @param groups two or more, all of one size
     */
    SearcherScore scoreOfGroups(String searcher, double trainings, List<List<Found>> groups) {
        double best = Arrays.stream(means).max().orElseThrow();
        return new SearcherScore(
                searcher,
                trainings,
                interval(groups, this::gain),
                interval(groups, one -> best - means[one.place]),
                groups.stream()
                        .flatMap(List::stream)
                        .mapToInt(one -> ranks[one.place])
                        .average()
                        .orElseThrow());
    }

    private static MeanInterval interval(List<List<Found>> groups, ToDoubleFunction<Found> value) {
        return MeanInterval.of(groups.stream()
                .mapToDouble(
                        group -> group.stream().mapToDouble(value).average().orElseThrow())
                .toArray());
    }

    private double gain(Found found) {
        if (found.seen.isEmpty()) {
            return means[found.place] - mean(means);
        }
        int seen = found.seen.getAsInt();
        double mean = Arrays.stream(scores)
                .mapToDouble(own -> TableQuality.meanWithout(own, seen))
                .average()
                .orElseThrow();
        return TableQuality.meanWithout(scores[found.place], seen) - mean;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static int[] ranks(double[] means) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, means.length).boxed().toList());
        order.sort(Comparator.<Integer>comparingDouble(place -> means[place]).reversed());
        int[] ranks = new int[means.length];
        for (int rank = 0; rank < ranks.length; rank++) {
            ranks[order.get(rank)] = rank + 1;
        }
        return ranks;
    }
}
