package org.espalier.search;

import java.util.ArrayList;
import java.util.List;
import org.espalier.data.DataSize;
import org.espalier.data.Split;
import org.espalier.data.augment.Augmentation;
import org.espalier.data.loading.BatchLoader;
import org.espalier.data.loading.Loading;
import org.espalier.engine.WeightStore;
import org.espalier.evaluation.CrossEntropy;
import org.espalier.label.Batch;
import org.espalier.random.Seed;
import org.espalier.run.Event;
import org.espalier.space.Supernet;

/**
 * The supernet's loss on a fixed set of images: cross-entropy in nats per pixel, without class weights, in inference
 * with running statistics. The set is one in 32 of the images that weights learn on in an epoch, at least one and at
 * most 64, cropped at fixed positions to the size of a step's images, without other augmentation and with the true
 * labels.
 *
 * <p>On two levels they come from the second half: the architecture learns on them, weights never do. On a single level
 * they are training images: the loss then measures fit, not generalisation.
 */
final class HeldOut {

    private static final int ONE_IN = 32;
    private static final int MOST = 64; // they stay in memory, whatever the size of the data set

    private final List<Batch> batches = new ArrayList<>();
    private final Level level;

    /**
     * Loads the images.
     *
     * @param images to select from
     * @param perEpoch number of images that weights learn on in an epoch
     * @param batch number of images in a batch
     */
    HeldOut(Split images, Level level, int perEpoch, int batch, Augmentation varied, Seed seed) {
        int count = Math.clamp(perEpoch / ONE_IN, 1, Math.min(MOST, images.size()));
        Augmentation fixed = new Augmentation(1, 1, varied.crop(), 0, 0, 0, 0, 0);
        Loading loading = new Loading(Math.min(batch, count), 1, 1, true, 0);
        try (BatchLoader loader = new BatchLoader(images, fixed, loading, seed.derive("held-out"))) {
            for (int index = 0; index < count / loading.batch(); index++) {
                batches.add(loader.next());
            }
        }
        this.level = level;
    }

    /** Size of the images. */
    DataSize size() {
        return new DataSize(batches.getFirst().height(), batches.getFirst().width());
    }

    /** The loss of the supernet as it is now. */
    Event event(Supernet supernet, WeightStore weights, long step) {
        return Event.now("held-out", step)
                .with("loss", CrossEntropy.of(supernet.scores(), weights, batches))
                .with("images", batches.stream().mapToInt(Batch::count).sum())
                .with(
                        "from",
                        switch (level) {
                            case BILEVEL -> "the second half";
                            case SINGLE -> "the training images";
                        });
    }
}
