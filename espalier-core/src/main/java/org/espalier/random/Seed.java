package org.espalier.random;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/**
 * A seed of counter-based random numbers: every value is a function of the seed and an index, so that values can be
 * drawn in any order, by any number of threads, and a resumed run needs only its step number.
 *
 * <p>One root seed serves a whole run; each purpose (data, initial weights, noise, ...) derives its own from it.
 *
 * @param value any 64 bits
 */
public record Seed(long value) {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final double TWO_TO_MINUS_53 = 0x1.0p-53;

    /** The seed for one purpose; different names give independent streams. */
    public Seed derive(String name) {
        long hash = 0xCBF29CE484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
        }
        return new Seed(mix(value ^ mix(hash)));
    }

    /** The seed for one number, such as an epoch, a step or a rank. */
    public Seed derive(long number) {
        return new Seed(mix(mix(value) + (number + 1) * GOLDEN_GAMMA));
    }

    /** 64 uniform bits at {@code index}. */
    public long bits(long index) {
        return mix(value + (index + 1) * GOLDEN_GAMMA);
    }

    /** Uniform in [0, 1) at {@code index}. */
    public double uniform(long index) {
        return (bits(index) >>> 11) * TWO_TO_MINUS_53;
    }

    /** Standard normal at {@code index} (Box-Muller on two halves of an independent stream). */
    public double normal(long index) {
        Seed pair = derive(index);
        double radius = Math.sqrt(-2 * Math.log(1 - pair.uniform(0)));
        return radius * Math.cos(2 * Math.PI * pair.uniform(1));
    }

    /** Standard Gumbel at {@code index}: {@code -log(-log(u))}. */
    public double gumbel(long index) {
        double open = ((bits(index) >>> 12) + 0.5) * 0x1.0p-52;
        return -Math.log(-Math.log(open));
    }

    /** A sequential generator over this seed's stream, for code that draws one value after the other. */
    public RandomGenerator generator() {
        return new RandomGenerator() {
            private long index;

            @Override
            public long nextLong() {
                return bits(index++);
            }
        };
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014; constants: Stafford's variant 13). */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
