package org.espalier.protocol;

import java.util.Optional;
import org.espalier.graph.Extent;
import org.espalier.image.Pixels;

/** A network ready to run, in whichever runtime. */
public interface Predictor {

    /** The number of classes. */
    int classes();

    /** The size of the images that it accepts; empty if it accepts any. */
    Optional<Extent> size();

    /**
     * Runs the network.
     *
     * @param view of the size that it accepts
     * @return logits of the whole view, at the resolution that the network gives
     */
    Logits logits(Pixels view);
}
