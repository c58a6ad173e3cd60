package org.espalier.deploy.profile;

import java.time.Duration;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;

/** Times whole exported networks with random weights, to evaluate a table's predictions. */
public final class NetworkTimer {

    private static final int WARM_UP = 5;
    private static final int LEAST_RUNS = 15;
    private static final int MOST_RUNS = 200;
    private static final Duration MEASURE = Duration.ofMillis(500);

    private NetworkTimer() {}

    /**
     * The lower quartile of many runs, as for operations, in milliseconds.
     *
     * @param graph as exported ({@link org.espalier.pass.Passes#FOR_EXPORT})
     * @param extent one image
     * @param threads processors that one operation may use
     */
    public static double millis(Graph graph, Extent extent, int threads) {
        try (Timer timer = Timer.of(graph, extent, threads)) {
            double[] millis = new double[MOST_RUNS];
            long until = System.nanoTime() + MEASURE.toNanos();
            int run = -WARM_UP;
            for (; run < LEAST_RUNS || run < MOST_RUNS && System.nanoTime() < until; run++) {
                double one = timer.millis();
                if (run >= 0) {
                    millis[run] = one;
                }
            }
            return Timer.quartile(millis, run);
        }
    }
}
