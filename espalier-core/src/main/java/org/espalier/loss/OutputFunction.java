package org.espalier.loss;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * A number as a function of named outputs of a graph, computed in Java with its gradient: for example the expected
 * cost, as a function of choice weights.
 */
@FunctionalInterface
public interface OutputFunction {

    /**
     * The function's value and gradient.
     *
     * @param outputs values by the name of the output, row-major
     */
    Valued at(Map<String, double[]> outputs);

    /**
     * A value with its gradient.
     *
     * @param gradient for each output that the value depends on, of the same length
     */
    record Valued(double value, Map<String, double[]> gradient) {

        public Valued {
            gradient = Map.copyOf(gradient);
        }
    }

    /** This function times a factor. */
    default OutputFunction scaled(double factor) {
        return then(value -> factor * value, value -> factor);
    }

    /** The natural logarithm of this function, which must be positive. */
    default OutputFunction log() {
        return then(Math::log, value -> 1 / value);
    }

    /** This function, or 0 where it is negative. */
    default OutputFunction positivePart() {
        return then(value -> Math.max(0, value), value -> value > 0 ? 1 : 0);
    }

    /** This function plus a constant. */
    default OutputFunction plus(double constant) {
        return then(value -> value + constant, value -> 1);
    }

    /** This function plus another one of the same outputs. */
    default OutputFunction plus(OutputFunction other) {
        return outputs -> {
            Valued one = at(outputs);
            Valued two = other.at(outputs);
            Map<String, double[]> gradient = new LinkedHashMap<>(one.gradient);
            two.gradient.forEach((name, values) -> gradient.merge(name, values, OutputFunction::sum));
            return new Valued(one.value + two.value, gradient);
        };
    }

    private static double[] sum(double[] one, double[] two) {
        double[] sum = one.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += two[i];
        }
        return sum;
    }

    private OutputFunction then(DoubleUnaryOperator function, DoubleUnaryOperator derivative) {
        return outputs -> {
            Valued inner = at(outputs);
            double factor = derivative.applyAsDouble(inner.value);
            Map<String, double[]> gradient = new LinkedHashMap<>();
            inner.gradient.forEach((name, values) -> {
                double[] scaled = values.clone();
                for (int i = 0; i < scaled.length; i++) {
                    scaled[i] *= factor;
                }
                gradient.put(name, scaled);
            });
            return new Valued(function.applyAsDouble(inner.value), gradient);
        };
    }
}
