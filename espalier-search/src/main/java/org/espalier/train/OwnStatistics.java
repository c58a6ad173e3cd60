package org.espalier.train;

import org.espalier.data.loading.BatchLoader;
import org.espalier.engine.Feeds;
import org.espalier.engine.StatisticsEstimation;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Graph;

/** Running statistics of weights that were not trained together: averaged ones, or those that a network inherits. */
public final class OwnStatistics {

    private OwnStatistics() {}

    /**
     * Estimates the statistics as the mean over batches of training images.
     *
     * @param network its normalisations over the batch get new statistics, the others keep theirs
     * @param weights of the network; their statistics change
     * @param first number of the first batch
     * @param count of batches
     */
    public static void estimate(Graph network, WeightStore weights, BatchLoader images, long first, int count) {
        try (StatisticsEstimation estimation = new StatisticsEstimation(network, weights)) {
            images.seek(first);
            for (int batch = 0; batch < count; batch++) {
                estimation.add(Feeds.of(images.next()));
            }
        }
    }
}
