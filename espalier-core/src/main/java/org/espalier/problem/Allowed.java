package org.espalier.problem;

import java.util.Collection;

/**
 * Checks for compact constructors. Each message starts with the component's name, then gives the value and the allowed
 * ones, so that a caller that reads a file can prefix the rest of the key. NaN is outside every range.
 */
public final class Allowed {

    private Allowed() {}

    /** @throws IllegalArgumentException if {@code got < least} */
    public static void atLeast(String key, long got, long least) {
        that(got >= least, key, got, least + " or more");
    }

    /** @throws IllegalArgumentException unless {@code least <= got} and finite */
    public static void atLeast(String key, double got, double least) {
        that(got >= least && Double.isFinite(got), key, got, least + " or more");
    }

    /** @throws IllegalArgumentException unless {@code 0 < got} and finite */
    public static void positive(String key, double got) {
        that(got > 0 && Double.isFinite(got), key, got, "more than 0");
    }

    /** @throws IllegalArgumentException unless {@code least <= got <= most} */
    public static void between(String key, long got, long least, long most) {
        that(least <= got && got <= most, key, got, least + " to " + most);
    }

    /** @throws IllegalArgumentException unless {@code least <= got <= most} */
    public static void between(String key, double got, double least, double most) {
        that(least <= got && got <= most, key, got, least + " to " + most);
    }

    /** @throws IllegalArgumentException if there is no element */
    public static void notEmpty(String key, Collection<?> got) {
        that(!got.isEmpty(), key, got, "at least one element");
    }

    /**
     * Any other condition.
     *
     * @param allowed the condition as text
     * @throws IllegalArgumentException unless it holds
     */
    public static void that(boolean condition, String key, Object got, String allowed) {
        if (!condition) {
            throw new IllegalArgumentException(key + ": " + got + "; allowed: " + allowed);
        }
    }
}
