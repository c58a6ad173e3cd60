package org.espalier.engine.input;

/** Values of one name. */
public sealed interface Feed {

    /** RGB bytes, [N, H, W, 3]. */
    record Image(byte[] rgb) implements Feed {}

    /** Class numbers, [N, H, W]. */
    record Labels(byte[] classes) implements Feed {}

    /** Numbers, row-major. */
    record Numbers(double[] values) implements Feed {}

    /** The same in single precision. */
    record Floats(float[] values) implements Feed {}
}
