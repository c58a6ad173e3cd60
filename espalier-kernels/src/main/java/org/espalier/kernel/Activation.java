package org.espalier.kernel;

/** A function of each value after normalisation: the value, limited from below and above. */
public enum Activation {
    NONE(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY),
    RELU(0, Float.POSITIVE_INFINITY),
    RELU6(0, 6);

    private final float least;
    private final float most;

    Activation(float least, float most) {
        this.least = least;
        this.most = most;
    }

    float least() {
        return least;
    }

    float most() {
        return most;
    }
}
