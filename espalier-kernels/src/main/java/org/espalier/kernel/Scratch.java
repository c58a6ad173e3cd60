package org.espalier.kernel;

import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;

/**
 * Arrays for intermediate values, kept by each thread and used again. They only grow. A kernel may borrow while another
 * on the same thread has borrowed: each gets arrays of its own.
 */
final class Scratch implements AutoCloseable {

    /** What an array is used for. */
    enum Slot {
        INPUT,
        OUTPUT,
        GATHERED,
        SUMS,
    }

    private static final ThreadLocal<ArrayDeque<Scratch>> FREE = ThreadLocal.withInitial(ArrayDeque::new);
    private static final float[] EMPTY = {};

    private final Map<Slot, float[]> arrays = new EnumMap<>(Slot.class);

    private Scratch() {}

    /** Arrays of the calling thread, which closes the result on the same thread. */
    static Scratch borrow() {
        Scratch free = FREE.get().poll();
        return free == null ? new Scratch() : free;
    }

    /** An array of {@code length} floats or more, which hold anything. */
    float[] floats(Slot slot, int length) {
        float[] array = arrays.getOrDefault(slot, EMPTY);
        if (array.length < length) {
            array = new float[length + length / 8];
            arrays.put(slot, array);
        }
        return array;
    }

    @Override
    public void close() {
        FREE.get().push(this);
    }
}
