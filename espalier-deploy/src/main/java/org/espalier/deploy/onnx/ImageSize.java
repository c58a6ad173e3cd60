package org.espalier.deploy.onnx;

import org.espalier.graph.Extent;

/** The images that an exported model takes. */
public sealed interface ImageSize {

    /** Images of any size, any number per batch. */
    ImageSize DYNAMIC = new Dynamic();

    /** One image of this size per run. */
    static ImageSize fixed(int height, int width) {
        return new Fixed(Extent.of(height, width));
    }

    /** Images of one size, a fixed number per batch, which embedded runtimes and compilers prefer. */
    record Fixed(Extent extent) implements ImageSize {}

    /** Images of any size, any number per batch; sizes inside the network follow from the image's. */
    record Dynamic() implements ImageSize {}
}
