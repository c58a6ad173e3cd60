package org.espalier.graph;

/**
 * The purpose of a weight. It decides weight decay, learning rate, freezing and the flat buffer that holds the weight.
 */
public enum Role {
    /** Kernels of convolutions and matrices of products: decayed, trained. */
    KERNEL,
    /** Scales of normalisations: trained. */
    SCALE,
    /** Biases of convolutions and shifts of normalisations: trained. */
    BIAS,
    /** Running mean and variance of normalisations: updated by the engine after a step, never by an optimiser. */
    STATISTICS,
    /** Architecture parameters: trained by the architecture step of a search. */
    ARCHITECTURE;

    /** Whether weights of this role count as parameters of the network: kernels, scales and biases do. */
    public boolean isParameter() {
        return switch (this) {
            case KERNEL, SCALE, BIAS -> true;
            case STATISTICS, ARCHITECTURE -> false;
        };
    }
}
