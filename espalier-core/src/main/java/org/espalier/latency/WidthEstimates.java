package org.espalier.latency;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Estimates the time of an operation at widths that were not measured, from the times of the same operation on maps of
 * the same size at other widths. With i channels in and o out, the time is {@code a + b (i + o) + c i o}: a call, what
 * grows with the maps, what grows with the multiply-adds. The coefficients are those with the least squares of the
 * relative error, none of them negative. Where only one of i and o varies, the time is {@code a + b (i + o)}.
 */
final class WidthEstimates {

    /** Fewer widths would only connect the dots. */
    private static final int LEAST_WIDTHS = 3;

    /** Shorter times count as this: their relative error is that of the clock. */
    private static final double SHORT_MILLIS = 1e-4;

    private final Map<Kind, Map<LatencyKey, Double>> measured;

    /** Estimates from these times in milliseconds. */
    WidthEstimates(SortedMap<LatencyKey, Double> millis) {
        measured = millis.entrySet().stream()
                .collect(Collectors.groupingBy(
                        entry -> Kind.of(entry.getKey()), Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** What entries have in common that differ in their widths alone. */
    private record Kind(String operation, int height, int width, int stride) {

        static Kind of(LatencyKey key) {
            String name = key.operation();
            return new Kind(
                    name.contains("+") ? "concat of " + name.split("\\+").length : name,
                    key.height(),
                    key.width(),
                    key.stride());
        }
    }

    /**
     * The estimate of an entry, in milliseconds.
     *
     * @return empty if the widths of the operation that were measured on such maps are fewer than three or do not
     *     determine the coefficients, as 8 to 16, 16 to 8 and 16 to 16 channels do not
     */
    Optional<Double> of(LatencyKey key) {
        return by(measured.getOrDefault(Kind.of(key), Map.of()), key);
    }

    /** As {@link #of}, without the entry's own time. */
    Optional<Double> byOthers(LatencyKey key) {
        Map<LatencyKey, Double> others = new HashMap<>(measured.getOrDefault(Kind.of(key), Map.of()));
        others.remove(key);
        return by(others, key);
    }

    private static Optional<Double> by(Map<LatencyKey, Double> others, LatencyKey key) {
        List<LatencyKey> keys = List.copyOf(others.keySet());
        if (keys.stream().map(one -> List.of(one.in(), one.out())).distinct().count() < LEAST_WIDTHS) {
            return Optional.empty();
        }
        boolean bothVary = varies(keys, LatencyKey::in) && varies(keys, LatencyKey::out);
        double[][] rows = new double[keys.size()][];
        double[] right = new double[keys.size()];
        for (int row = 0; row < rows.length; row++) {
            double millis = Math.max(SHORT_MILLIS, others.getOrDefault(keys.get(row), 0.0));
            rows[row] = terms(keys.get(row), bothVary, 1 / millis);
            right[row] = others.getOrDefault(keys.get(row), 0.0) / millis;
        }
        double[] terms = terms(key, bothVary, 1);
        return LeastSquares.solveNonNegative(rows, right)
                .map(factors -> IntStream.range(0, terms.length)
                        .mapToDouble(term -> factors[term] * terms[term])
                        .sum());
    }

    /** Whether an entry lies between widths that were measured, so that its estimate is none beyond them. */
    boolean isBetween(LatencyKey key) {
        List<LatencyKey> keys =
                List.copyOf(measured.getOrDefault(Kind.of(key), Map.of()).keySet());
        return isBetween(keys, key, LatencyKey::in) && isBetween(keys, key, LatencyKey::out);
    }

    private static boolean isBetween(List<LatencyKey> keys, LatencyKey key, ToIntFunction<LatencyKey> channels) {
        int own = channels.applyAsInt(key);
        return keys.stream().mapToInt(channels).anyMatch(width -> width <= own)
                && keys.stream().mapToInt(channels).anyMatch(width -> width >= own);
    }

    private static boolean varies(List<LatencyKey> keys, ToIntFunction<LatencyKey> channels) {
        return keys.stream().mapToInt(channels).distinct().count() > 1;
    }

    private static double[] terms(LatencyKey key, boolean withProduct, double weight) {
        double sum = weight * (key.in() + key.out());
        return withProduct ? new double[] {weight, sum, weight * key.in() * key.out()} : new double[] {weight, sum};
    }
}
