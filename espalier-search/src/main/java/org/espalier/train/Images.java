package org.espalier.train;

import java.util.Optional;
import org.espalier.data.DataSize;
import org.espalier.data.Split;
import org.espalier.data.augment.Augmentation;
import org.espalier.data.loading.BatchLoader;
import org.espalier.data.loading.Loading;
import org.espalier.graph.Extent;
import org.espalier.problem.Allowed;
import org.espalier.problem.BadData;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.espalier.text.Text;

/**
 * The images of a step.
 *
 * @param size size that the images are resized to, HEIGHTxWIDTH; absent to keep the size of the files
 * @param batch number of images, at least 2: image pooling has no variance over one
 * @param augmentation random variation of the images
 * @param balance share of the images, 0 to 1, that are drawn by class and cropped to show it: each class that occurs is
 *     equally likely, so rare classes are seen as often as frequent ones; 0 for none
 */
public record Images(Optional<DataSize> size, int batch, Augmentation augmentation, double balance) {

    private static final int LEAST = 2;

    public Images {
        Allowed.that(
                batch >= LEAST && batch <= Loading.LARGEST_BATCH,
                "batch",
                batch,
                Text.format(
                        "%d to %d; image pooling has no variance over a single image", LEAST, Loading.LARGEST_BATCH));
        Allowed.between("balance", balance, 0.0, 1.0);
    }

    /**
     * Checks that a split has the images of a batch.
     *
     * @param key of these images in the config, such as {@code search.images}
     * @throws BadData if the split has fewer than 2
     * @throws BadUsage if the batch is larger than the split; names the key and the largest batch
     */
    public void requireBatch(Split split, String key) {
        if (split.size() < LEAST) {
            throw new BadData(Text.format(
                    "split '%s' has %d sample, and a batch needs at least %d; add images",
                    split.name(), split.size(), LEAST));
        }
        if (split.size() < batch) {
            throw new BadUsage(Text.format(
                    "%s.batch: %d, but split '%s' has %d samples; allowed: %d to %d",
                    key, batch, split.name(), split.size(), LEAST, split.size()));
        }
    }

    /** A copy with another number of images a step. */
    public Images ofBatch(int images) {
        return new Images(size, images, augmentation, balance);
    }

    /** The extent of a step's images, of which those of a split are cut. */
    public Extent extent(Split split) {
        DataSize own = size.orElseGet(() -> split.sample(0).size());
        DataSize seen = augmentation.crop().orElse(own);
        return new Extent(batch, seen.height(), seen.width());
    }

    /** Batches of an endless training on a split, all decided by a seed. */
    public BatchLoader loader(Split train, Seed seed) {
        return new BatchLoader(train, augmentation, Loading.ofBatch(batch).balanced(balance), seed);
    }

    /** The split at this size. */
    public Split resized(Split split) {
        return size.map(split::resized).orElse(split);
    }
}
