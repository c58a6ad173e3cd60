package org.espalier.metric;

import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Divisions without NaN: nothing divided by nothing is empty. */
final class Ratio {

    private Ratio() {}

    /** {@code part / whole}; empty if {@code whole} is 0. */
    static OptionalDouble of(double part, double whole) {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of(part / whole);
    }

    /** The mean of the scores that are present; empty if none is. */
    static OptionalDouble mean(Stream<OptionalDouble> scores) {
        return scores.flatMapToDouble(OptionalDouble::stream).average();
    }
}
