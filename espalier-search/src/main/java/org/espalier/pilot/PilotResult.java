package org.espalier.pilot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.espalier.statistics.KendallTau;
import org.espalier.statistics.VarianceComponents;
import org.espalier.text.Text;

/**
 * What a pilot found.
 *
 * @param components of the scores after the last step: spread between networks and between seeds, and the reliability
 *     of one training
 * @param means mean score of each network, best first
 * @param tauSeeds mean Kendall tau between the scores of two seeds
 * @param tauRungs Kendall tau of the scores of one training after fewer steps of the same schedule with the networks'
 *     means after the last step, mean over seeds; by steps
 * @param handDesigned mean score of the hand-designed network of the same price; empty if it cannot have that price
 * @param steps of a training
 * @param secondsPerTraining mean
 */
public record PilotResult(
        VarianceComponents components,
        List<Double> means,
        double tauSeeds,
        SequencedMap<Long, Double> tauRungs,
        Optional<Double> handDesigned,
        long steps,
        double secondsPerTraining) {

    private static final double SECONDS_PER_HOUR = 3600;

    static PilotResult of(List<ScoredTraining> trainings) {
        List<ScoredTraining> random = trainings.stream()
                .filter(scored -> scored.network() != ScoredTraining.HAND_DESIGNED)
                .toList();
        double[][] last = byNetwork(random, random.getFirst().miou().lastKey());
        double[] means = Arrays.stream(last)
                .mapToDouble(scores -> Arrays.stream(scores).average().orElseThrow())
                .toArray();
        SequencedMap<Long, Double> rungs = new TreeMap<>();
        for (long steps : random.getFirst()
                .miou()
                .headMap(random.getFirst().miou().lastKey())
                .keySet()) {
            double[][] early = byNetwork(random, steps);
            rungs.put(steps, meanOverSeeds(early, seed -> KendallTau.of(seed, means)));
        }
        return new PilotResult(
                VarianceComponents.of(last),
                Arrays.stream(means).boxed().sorted(Comparator.reverseOrder()).toList(),
                betweenSeeds(last),
                rungs,
                trainings.stream()
                        .filter(scored -> scored.network() == ScoredTraining.HAND_DESIGNED)
                        .map(ScoredTraining::last)
                        .collect(Collectors.collectingAndThen(Collectors.toList(), PilotResult::mean)),
                random.getFirst().miou().lastKey(),
                random.stream().mapToDouble(ScoredTraining::seconds).average().orElseThrow());
    }

    /** The mean of the best network. */
    public double best() {
        return means.getFirst();
    }

    /** By how many standard deviations of seeds the best network is above the mean. */
    public double lead() {
        return (best() - components.mean()) / components.within();
    }

    /**
     * By how much the best of some random networks, each trained once, may be expected to exceed their mean: its true
     * value, not its score.
     */
    public double expectedGain(int networks) {
        return largestOf(networks) * components.between() * Math.sqrt(components.reliability());
    }

    /** Hours of training some networks, on this machine. */
    public double hours(int networks) {
        return networks * secondsPerTraining / SECONDS_PER_HOUR;
    }

    /** Whether a search can pay, in words. */
    public String verdict() {
        if (components.low() > 0.5) {
            return Text.format(
                    "A search can pay: networks of this price differ by more than their seeds (R at least %.2f).",
                    components.low());
        }
        if (components.high() < 0.5) {
            return Text.format(
                    "A search can hardly pay: seeds differ by more than networks of this price (R at most %.2f). Widen"
                            + " the space, or train longer.",
                    components.high());
        }
        return Text.format(
                "It is open whether a search can pay: R is between %.2f and %.2f. Train more networks or seeds.",
                components.low(), components.high());
    }

    /** The expected largest of n standard normal values, by Blom's approximation. */
    private static double largestOf(int count) {
        return NormalDistribution.of(0, 1).inverseCumulativeProbability((count - 0.375) / (count + 0.25));
    }

    private static Optional<Double> mean(List<Double> values) {
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(values.stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElseThrow());
    }

    private interface OfSeed {
        double value(double[] scores);
    }

    private static double meanOverSeeds(double[][] byNetwork, OfSeed rule) {
        int seeds = byNetwork[0].length;
        double sum = 0;
        for (int seed = 0; seed < seeds; seed++) {
            sum += rule.value(column(byNetwork, seed));
        }
        return sum / seeds;
    }

    private static double betweenSeeds(double[][] byNetwork) {
        List<Double> pairs = new ArrayList<>();
        for (int one = 0; one < byNetwork[0].length; one++) {
            for (int other = 0; other < one; other++) {
                pairs.add(KendallTau.of(column(byNetwork, one), column(byNetwork, other)));
            }
        }
        return pairs.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private static double[] column(double[][] byNetwork, int seed) {
        return Arrays.stream(byNetwork).mapToDouble(scores -> scores[seed]).toArray();
    }

    /** Scores after a number of steps, [networks][seeds]. */
    private static double[][] byNetwork(List<ScoredTraining> trainings, long steps) {
        Map<Integer, List<ScoredTraining>> grouped = trainings.stream()
                .collect(Collectors.groupingBy(ScoredTraining::network, TreeMap::new, Collectors.toList()));
        return grouped.values().stream()
                .map(own -> own.stream()
                        .sorted(Comparator.comparingInt(ScoredTraining::seed))
                        .mapToDouble(scored -> scored.miou().get(steps))
                        .toArray())
                .toArray(double[][]::new);
    }
}
