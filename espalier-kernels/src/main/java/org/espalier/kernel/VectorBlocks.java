package org.espalier.kernel;

/** Channels divided into blocks of one to three vectors. */
final class VectorBlocks {

    /** The most vectors in a block. */
    static final int MOST = 3;

    private VectorBlocks() {}

    /**
     * Vectors of the block that begins when {@code left} vectors are left: three as long as no single one remains in
     * the end.
     */
    static int next(int left) {
        return left == 4 ? 2 : Math.min(left, MOST);
    }
}
