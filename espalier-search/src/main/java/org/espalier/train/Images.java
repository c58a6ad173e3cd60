package org.espalier.train;

import java.util.Optional;
import org.espalier.data.DataSize;
import org.espalier.data.Split;
import org.espalier.data.augment.Augmentation;
import org.espalier.problem.Allowed;

/**
 * The images of a step.
 *
 * @param size size that the images are resized to, HEIGHTxWIDTH; absent to keep the size of the files
 * @param batch number of images, at least 2: image pooling has no variance over one
 * @param augmentation random variation of the images
 */
public record Images(Optional<DataSize> size, int batch, Augmentation augmentation) {

    public Images {
        Allowed.that(batch >= 2, "batch", batch, "2 or more: image pooling has no variance over a single image");
    }

    /** The split at this size. */
    public Split resized(Split split) {
        return size.map(split::resized).orElse(split);
    }
}
