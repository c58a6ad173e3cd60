package org.espalier.graph;

/**
 * How a {@link Scope} builds convolutions and normalisations; a scope's children inherit it.
 *
 * @param kernels initial values of kernels
 * @param padding placement of zero padding
 * @param epsilon added to the variance in normalisations
 * @param momentum share of a batch's statistics in the running ones; 1 minus the decay
 * @param affine whether normalisations have a scale and a shift
 */
public record Style(Initializer kernels, Padding padding, double epsilon, double momentum, boolean affine) {

    /**
     * The conventions of PyTorch networks: He initialisation, symmetric padding, epsilon 1e-5, momentum 0.1, scale and
     * shift.
     */
    public static final Style DEFAULT = new Style(Initializer.HE_FAN_OUT, Padding.SYMMETRIC, 1e-5, 0.1, true);

    /** The same with other initial kernels. */
    public Style withKernels(Initializer other) {
        return new Style(other, padding, epsilon, momentum, affine);
    }

    /** The same with other padding. */
    public Style withPadding(Padding other) {
        return new Style(kernels, other, epsilon, momentum, affine);
    }

    /** The same with another epsilon and momentum. */
    public Style withNormalization(double otherEpsilon, double otherMomentum) {
        return new Style(kernels, padding, otherEpsilon, otherMomentum, affine);
    }

    /** The same with or without scale and shift in normalisations. */
    public Style withAffine(boolean other) {
        return new Style(kernels, padding, epsilon, momentum, other);
    }
}
