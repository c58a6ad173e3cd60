package org.espalier.bench;

import org.espalier.graph.Extent;
import org.espalier.image.PixelFormat;
import org.espalier.image.Pixels;
import org.espalier.random.Seed;

/** The input image. The time of a model does not depend on its content. */
final class BenchImage {

    private BenchImage() {}

    /** Random values in all channels of each pixel. */
    static Pixels of(PixelFormat format, Extent extent) {
        int pixels = Math.multiplyExact(extent.height(), extent.width());
        byte[] values = new byte[Math.multiplyExact(format.bytesPerPixel(), pixels)];
        new Seed(1).generator().nextBytes(values);
        return new Pixels(extent.height(), extent.width(), format, values);
    }
}
