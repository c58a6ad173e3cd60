package org.espalier.random;

import java.util.random.RandomGenerator;

/** Random orders. */
public final class Shuffle {

    private Shuffle() {}

    /** The numbers 0..count-1 in a uniformly random order given by the seed (Fisher and Yates). */
    public static int[] order(int count, Seed seed) {
        RandomGenerator random = seed.generator();
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
