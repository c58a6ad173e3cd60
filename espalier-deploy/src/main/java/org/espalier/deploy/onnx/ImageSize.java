package org.espalier.deploy.onnx;

import org.espalier.graph.Extent;

/** The images that an exported model takes. */
public sealed interface ImageSize {

    /** Images of any size, any number of them at once. */
    ImageSize DYNAMIC = new Dynamic();

    /** One image of this size at once. */
    static ImageSize fixed(int height, int width) {
        return new Fixed(Extent.of(height, width));
    }

    /** Images of one size, a fixed number at once: what embedded runtimes and compilers like best. */
    record Fixed(Extent extent) implements ImageSize {}

    /** Images of any size, any number of them at once; sizes inside the network follow from the image's. */
    record Dynamic() implements ImageSize {}
}
