package org.espalier.table;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.statistics.KendallTau;
import org.espalier.statistics.VarianceComponents;
import org.espalier.table.TruthTable.Scores;

/**
 * What a table can show: how far its networks differ beyond the noise of seeds, and how well losses at its rungs rank
 * them.
 *
 * @param networks number of networks
 * @param seeds number of trainings of each
 * @param miou on {@code val} at the end: spread between networks and between seeds, reliability of one training
 * @param best mean of the best network's seeds; as the largest of many noisy means it is too high
 * @param rungs how well the loss at each rung ranks
 */
public record TableQuality(int networks, int seeds, VarianceComponents miou, double best, List<Rung> rungs) {

    public TableQuality {
        rungs = List.copyOf(rungs);
    }

    /**
     * How well losses after a number of steps rank networks.
     *
     * @param steps of the training
     * @param tau Kendall's tau of the losses on {@code select} of one seed with the mean mIoU on {@code val} of the
     *     other seeds, mean over seeds; positive if lower losses go with higher mIoU
     * @param highest the tau that a perfect order of the networks would have with that noisy mean:
     *     {@code 2 asin(sqrt(R)) / pi}, with R the reliability of the mean of the other seeds
     */
    public record Rung(long steps, double tau, double highest) {}

    /** The quality of a table. */
    public static TableQuality of(TruthTable table) {
        return of(
                table.rungs(),
                table.entries().stream().map(TruthTable.Entry::trainings).toList());
    }

    /**
     * The quality of scores from any source.
     *
     * @param rungs numbers of steps after which there are losses
     * @param trainings scores by network and seed
     */
    static TableQuality of(List<Long> rungs, List<List<Scores>> trainings) {
        double[][] miou = trainings.stream()
                .map(own -> own.stream().mapToDouble(Scores::miou).toArray())
                .toArray(double[][]::new);
        int seeds = miou[0].length;
        VarianceComponents components = VarianceComponents.of(miou);
        double highest = highest(components, seeds - 1);
        List<Rung> ranked = IntStream.range(0, rungs.size())
                .mapToObj(rung -> new Rung(rungs.get(rung), tau(trainings, miou, rung), highest))
                .toList();
        double best = Arrays.stream(miou)
                .mapToDouble(own -> Arrays.stream(own).average().orElseThrow())
                .max()
                .orElseThrow();
        return new TableQuality(miou.length, seeds, components, best, ranked);
    }

    /** By how many standard deviations of seeds the best network is above the mean. */
    public double lead() {
        return (best - miou.mean()) / miou.within();
    }

    /**
     * The tau that a perfect order of the networks would have with their mean mIoU over all seeds, which is noisy; as
     * {@link Rung#highest}.
     */
    static double highestTau(TruthTable table) {
        return highest(VarianceComponents.of(table.miou()), table.seeds());
    }

    private static double highest(VarianceComponents components, int seeds) {
        double between = components.between() * components.between();
        double noise = components.within() * components.within() / seeds;
        return 2 / Math.PI * Math.asin(Math.sqrt(between / (between + noise)));
    }

    private static double tau(List<List<Scores>> trainings, double[][] miou, int rung) {
        return IntStream.range(0, miou[0].length)
                .mapToDouble(seed -> KendallTau.of(
                        trainings.stream()
                                .mapToDouble(own -> -loss(own.get(seed), rung))
                                .toArray(),
                        Arrays.stream(miou)
                                .mapToDouble(own -> meanWithout(own, seed))
                                .toArray()))
                .average()
                .orElseThrow();
    }

    /** The loss; a failed training is worse than any other. */
    private static double loss(Scores scores, int rung) {
        double loss = scores.losses().get(rung);
        return Double.isNaN(loss) ? Double.MAX_VALUE : loss;
    }

    /** The mean of all values but one. */
    static double meanWithout(double[] values, int left) {
        return IntStream.range(0, values.length)
                .filter(index -> index != left)
                .mapToDouble(index -> values[index])
                .average()
                .orElseThrow();
    }
}
