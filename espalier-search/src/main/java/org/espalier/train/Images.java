package org.espalier.train;

import java.util.Optional;
import org.espalier.data.DataSize;
import org.espalier.data.Split;
import org.espalier.data.augment.Augmentation;
import org.espalier.problem.Allowed;

/**
 * The images of a step.
 *
 * @param size working size of the data, HEIGHTxWIDTH; that of the files if absent
 * @param batch images a step, at least 2: image pooling has no variance over one
 * @param augmentation how images are varied
 */
public record Images(Optional<DataSize> size, int batch, Augmentation augmentation) {

    public Images {
        Allowed.that(batch >= 2, "batch", batch, "2 or more: image pooling has no variance over a single image");
    }

    /** A split at the working size. */
    public Split resized(Split split) {
        return size.map(split::resized).orElse(split);
    }
}
