package org.espalier.bench;

import org.espalier.graph.Extent;
import org.espalier.random.Seed;

/** The input image. The time of a model does not depend on its content. */
final class BenchImage {

    private BenchImage() {}

    /** Random bytes, red, green and blue of each pixel. */
    static byte[] rgb(Extent extent) {
        byte[] rgb = new byte[Math.multiplyExact(3, Math.multiplyExact(extent.height(), extent.width()))];
        new Seed(1).generator().nextBytes(rgb);
        return rgb;
    }
}
