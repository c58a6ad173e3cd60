package org.espalier.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's correction of several tests: with the adjusted chances, the chance that any true null is rejected is at most
 * that of one test (S. Holm, Scandinavian Journal of Statistics 6, 1979).
 */
public final class Holm {

    private Holm() {}

    /**
     * Adjusted chances: the k-th smallest of n is multiplied by n - k + 1; none is less than a smaller one's, or more
     * than 1.
     *
     * @param chances of each test if its null is true, 0 to 1
     * @return in the order of the tests
     */
    public static double[] adjusted(double[] chances) {
        int[] order = IntStream.range(0, chances.length)
                .boxed()
                .sorted(Comparator.comparingDouble(test -> chances[test]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[chances.length];
        double largest = 0;
        for (int rank = 0; rank < order.length; rank++) {
            largest = Math.max(largest, Math.min(1, (order.length - rank) * chances[order[rank]]));
            adjusted[order[rank]] = largest;
        }
        return adjusted;
    }
}
