package org.espalier.search;

import java.util.random.RandomGenerator;
import org.espalier.label.Batch;
import org.espalier.random.Seed;

/**
 * Shuffles the labels of a batch, so that they are unrelated to the images: all pixels of its masks in random order,
 * ignored ones included. Class frequencies do not change. The order depends only on the seed and the step.
 */
final class ShuffledLabels {

    private final Seed seed;

    /** @param seed of the whole search */
    ShuffledLabels(Seed seed) {
        this.seed = seed.derive("shuffled-labels");
    }

    /** The batch of a step, with the same images. */
    Batch of(Batch batch, long step) {
        RandomGenerator random = seed.derive(step).generator();
        byte[] labels = batch.labels().clone();
        for (int last = labels.length - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            byte moved = labels[last];
            labels[last] = labels[other];
            labels[other] = moved;
        }
        return new Batch(batch.format(), batch.images(), labels, batch.count(), batch.height(), batch.width());
    }
}
