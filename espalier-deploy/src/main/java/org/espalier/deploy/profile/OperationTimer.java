package org.espalier.deploy.profile;

import java.time.Duration;
import org.espalier.graph.Extent;

/**
 * Times one operation: the difference between runs with more copies and runs with fewer, in turns, so that both see the same machine, by the
 * number of copies. Of each, the lower quartile of many runs counts ({@link Timer#quartile}).
 */
final class OperationTimer {

    private static final int FEW = 4;
    private static final int MANY = 24;
    private static final int LEAST_TURNS = 7;
    private static final int MOST_TURNS = 400;
    private static final int WARM_UP = 2;

    /** Copies together should take as much, or the clock and the call's noise show. */
    private static final double ENOUGH_MILLIS = 0.4;

    private static final Duration LOOK = Duration.ofMillis(40);
    private static final Duration MEASURE = Duration.ofMillis(350);

    private final Extent extent;
    private final int threads;

    OperationTimer(Extent extent, int threads) {
        this.extent = extent;
        this.threads = threads;
    }

    /** Milliseconds that the operation adds to a network, 0 or more. */
    double millis(Specimen specimen) {
        double look = millis(specimen, FEW, LOOK);
        return Math.max(0, millis(specimen, look * FEW < ENOUGH_MILLIS ? MANY : FEW, MEASURE));
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
