package org.espalier.machine;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/**
 * What piles up on the Java heap. Java's serial collector would rather let the heap grow to its limit, a quarter of the
 * machine's memory, than collect objects that are no longer young.
 */
public final class Garbage {

    /** Garbage that is not worth a collection. */
    public static final long SPARE_BYTES = 64L << 20;

    private static final List<MemoryPoolMXBean> OLD = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(Garbage::isOld)
            .toList();

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

    /** Objects of the Java heap that are not young; those die by themselves. */
    private static long used() {
        return OLD.stream().mapToLong(pool -> pool.getUsage().getUsed()).sum();
    }

    private static boolean isOld(MemoryPoolMXBean pool) {
        return pool.getType() == MemoryType.HEAP
                && !pool.getName().contains("Eden")
                && !pool.getName().contains("Survivor");
    }
}
