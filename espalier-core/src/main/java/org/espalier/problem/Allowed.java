package org.espalier.problem;

import java.util.Collection;

/** Checks for compact constructors. Each names the component, what was got and what is allowed. NaN is in no range. */
public final class Allowed {

    private Allowed() {}

    /** @throws NotAllowed if {@code got < least} */
    public static void atLeast(String key, long got, long least) {
        that(got >= least, key, got, least + " or more");
    }

    /** @throws NotAllowed unless {@code least <= got} and finite */
    public static void atLeast(String key, double got, double least) {
        that(got >= least && Double.isFinite(got), key, got, least + " or more");
    }

    /** @throws NotAllowed unless {@code 0 < got} and finite */
    public static void positive(String key, double got) {
        that(got > 0 && Double.isFinite(got), key, got, "more than 0");
    }

    /** @throws NotAllowed unless {@code least <= got <= most} */
    public static void between(String key, long got, long least, long most) {
        that(least <= got && got <= most, key, got, least + " to " + most);
    }

    /** @throws NotAllowed unless {@code least <= got <= most} */
    public static void between(String key, double got, double least, double most) {
        that(least <= got && got <= most, key, got, least + " to " + most);
    }

    /** @throws NotAllowed if there is no element */
    public static void notEmpty(String key, Collection<?> got) {
        that(!got.isEmpty(), key, got, "at least one element");
    }

    /**
     * Any other condition.
     *
     * @param allowed the condition in words
     * @throws NotAllowed unless it holds
     */
    public static void that(boolean condition, String key, Object got, String allowed) {
        if (!condition) {
            throw new NotAllowed(key, got, allowed);
        }
    }
}
