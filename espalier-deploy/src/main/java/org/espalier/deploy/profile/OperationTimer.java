package org.espalier.deploy.profile;

import java.time.Duration;
import org.espalier.graph.Extent;

/**
 * Times one operation: the time difference between alternating runs with more and with fewer copies, divided by the
 * difference in copies. Alternating exposes both to the same load. The lower quartile of many runs counts
 * ({@link Timer#quartile}).
 */
final class OperationTimer {

    private static final int FEW = 4;
    private static final int MANY = 24;
    private static final int LEAST_TURNS = 7;
    private static final int MOST_TURNS = 400;
    private static final int WARM_UP = 2;

    /** Minimum total time of the copies; below it, noise of clock and call dominates. */
    private static final double ENOUGH_MILLIS = 0.4;

    private static final Duration TRIAL = Duration.ofMillis(40);
    private static final Duration MEASURE = Duration.ofMillis(350);

    private final Extent extent;
    private final int threads;

    OperationTimer(Extent extent, int threads) {
        this.extent = extent;
        this.threads = threads;
    }

    /** Milliseconds that the operation adds to a network, 0 or more. */
    double millis(Specimen specimen) {
        double trial = millis(specimen, FEW, TRIAL);
        return Math.max(0, millis(specimen, trial * FEW < ENOUGH_MILLIS ? MANY : FEW, MEASURE));
    }

    private double millis(Specimen specimen, int count, Duration budget) {
        Copies.Pair pair = Copies.of(specimen, count, extent);
        try (Timer more = Timer.of(pair.more(), extent, threads);
                Timer less = Timer.of(pair.less(), extent, threads)) {
            double[] longer = new double[MOST_TURNS];
            double[] shorter = new double[MOST_TURNS];
            long until = System.nanoTime() + budget.toNanos();
            int turn = -WARM_UP;
            for (; turn < LEAST_TURNS || turn < MOST_TURNS && System.nanoTime() < until; turn++) {
                double one = more.millis();
                double other = less.millis();
                if (turn >= 0) {
                    longer[turn] = one;
                    shorter[turn] = other;
                }
            }
            return (Timer.quartile(longer, turn) - Timer.quartile(shorter, turn)) / count;
        }
    }
}
