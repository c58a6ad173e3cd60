package org.espalier.graph;

/** What a weight is for; it decides weight decay, learning rate, what is frozen and in which flat buffer the weight lies. */
public enum Role {
    /** Kernels of convolutions and matrices of products: decayed, trained. */
    KERNEL,
    /** Scales of normalisations: trained. */
    SCALE,
    /** Biases of convolutions and shifts of normalisations: trained. */
    BIAS,
    /** Running mean and variance of normalisations: moved by the engine after a step, never by an optimiser. */
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
