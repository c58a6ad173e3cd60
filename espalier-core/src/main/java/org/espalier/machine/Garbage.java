package org.espalier.machine;

/**
 * What piles up on the Java heap. Java's serial collector would rather let the heap grow to its limit, a quarter of the
 * machine's memory, than collect objects that are no longer young.
 */
public final class Garbage {

    /** Garbage that is not worth a collection. */
    public static final long SPARE_BYTES = 64L << 20;

    private long live = used();

    /**
     * Collects what has piled up since the last collection if it is much.
     *
     * @param expected bytes that may be in use besides
     */
    public void collectBeyond(long expected) {
        if (used() > live + expected + SPARE_BYTES) {
            System.gc();
            live = used();
        }
    }

    private static long used() {
        Runtime virtual = Runtime.getRuntime();
        return virtual.totalMemory() - virtual.freeMemory();
    }
}
