package org.espalier.kernel;

/** Channels divided into blocks of one to three vectors. */
final class VectorBlocks {

    /** The most vectors in a block. */
    static final int MOST = 3;

    private VectorBlocks() {}

    /** Vectors of the next block when {@code left} vectors are left: three first if their number is odd. */
    static int next(int left) {
        return left > 1 && left % 2 == 1 ? 3 : Math.min(left, 2);
    }

    /** Vectors of the last block of {@code vectors} vectors. */
    static int last(int vectors) {
        return vectors == 3 ? 3 : Math.min(vectors, 2);
    }
}
