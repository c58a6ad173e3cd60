package org.espalier.train;

import java.util.Optional;
import org.espalier.data.DataSize;
import org.espalier.data.Split;
import org.espalier.data.augment.Augmentation;
import org.espalier.data.loading.BatchLoader;
import org.espalier.data.loading.Loading;
import org.espalier.problem.Allowed;
import org.espalier.random.Seed;

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

    public Images {
        Allowed.that(batch >= 2, "batch", batch, "2 or more: image pooling has no variance over a single image");
        Allowed.between("balance", balance, 0.0, 1.0);
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
