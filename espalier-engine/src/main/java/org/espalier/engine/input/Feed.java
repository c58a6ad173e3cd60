package org.espalier.engine.input;

/** The values of one input or label map. */
public sealed interface Feed {

    /** RGB bytes, [N, H, W, 3]. */
    record Image(byte[] rgb) implements Feed {}

    /** Class numbers, [N, H, W]. */
    record Labels(byte[] classes) implements Feed {}

    /** Values in double precision, row-major. */
    record Numbers(double[] values) implements Feed {}

    /** Values in single precision, row-major. */
    record Floats(float[] values) implements Feed {}
}
