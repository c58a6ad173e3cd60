package org.espalier.engine.input;

import org.espalier.image.PixelFormat;

/** The values of one input or label map. */
public sealed interface Feed {

    /** Values of pixels, [N, H, W, channels]; of 16 bits as two bytes each, the lower first. */
    record Image(PixelFormat format, byte[] values) implements Feed {}

    /** Class numbers, [N, H, W]. */
    record Labels(byte[] classes) implements Feed {}

    /** Values in double precision, row-major. */
    record Numbers(double[] values) implements Feed {}

    /** Values in single precision, row-major. */
    record Floats(float[] values) implements Feed {}
}
