package org.espalier.latency;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.problem.Allowed;
import org.espalier.text.Text;

/**
 * Predicts the latency of a network from the times of its operations:
 * {@code apart * t_apart + within * t_within + node * n}. t_within is the total time of operations that the runtime
 * fuses into the preceding convolution ({@link Fusions}), t_apart that of all others, and n the number of these others.
 * {@link #SUM} is the plain sum of the table's times.
 *
 * @param apart factor for operations that are not fused
 * @param within factor for operations that are fused into others
 * @param nodeMillis for each operation that is not fused
 */
public record LatencyModel(double apart, double within, double nodeMillis) {

    /** Every operation at the table's time. */
    public static final LatencyModel SUM = new LatencyModel(1, 1, 0);

    static final int PARAMETERS = 3;

    public LatencyModel {
        Allowed.that(Double.isFinite(apart), "apart", apart, "a number");
        Allowed.that(Double.isFinite(within), "within", within, "a number");
        Allowed.that(Double.isFinite(nodeMillis), "nodeMillis", nodeMillis, "a number");
    }

    /** The prediction for a network, in milliseconds. */
    public double millis(Parts parts) {
        return apart * parts.apartMillis() + within * parts.withinMillis() + nodeMillis * parts.apart();
    }

    /**
     * The inputs of a latency prediction.
     *
     * @param apartMillis total table time of operations that are not fused
     * @param withinMillis total table time of operations that are fused into others
     * @param apart number of operations that are not fused
     */
    public record Parts(double apartMillis, double withinMillis, int apart) {

        /**
         * Computes the parts of a network. Operations between widths that were measured are estimated.
         *
         * @param graph as exported
         * @param extent one image
         * @throws org.espalier.problem.BadData if the table lacks an entry
         */
        public static Parts of(Graph graph, Extent extent, LatencyTable table) {
            double[] millis = table.estimating(LatencyKeys.in(graph, extent)).millis(graph, extent);
            List<Optional<LatencyKey>> keys = LatencyKeys.of(graph, extent);
            boolean[] fused = Fusions.of(graph);
            double apart = 0;
            double within = 0;
            int count = 0;
            for (int index = 0; index < millis.length; index++) {
                if (fused[index]) {
                    within += millis[index];
                } else if (keys.get(index).isPresent()) {
                    apart += millis[index];
                    count++;
                }
            }
            return new Parts(apart, within, count);
        }

        /** The plain sum. */
        public double sumMillis() {
            return SUM.millis(this);
        }

        double[] values() {
            return new double[] {apartMillis, withinMillis, apart};
        }
    }

    /** A network with its measured latency. */
    public record Measured(Parts parts, double millis) {}

    /**
     * Fits the three parameters, none of them negative: least squares of the relative error.
     *
     * @param networks at least four, not all alike
     * @throws IllegalArgumentException if they do not determine the parameters
     */
    public static LatencyModel fit(List<Measured> networks) {
        Allowed.atLeast("networks", networks.size(), PARAMETERS + 1);
        double[][] rows = networks.stream()
                .map(network -> Arrays.stream(network.parts.values())
                        .map(value -> value / network.millis)
                        .toArray())
                .toArray(double[][]::new);
        double[] ones = DoubleStream.generate(() -> 1).limit(rows.length).toArray();
        double[] fitted = LeastSquares.solveNonNegative(rows, ones)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the networks do not determine the parameters of the model; take more of them, or more"
                                + " different ones"));
        return new LatencyModel(fitted[0], fitted[1], fitted[2]);
    }

    /** As a line of the table's header. */
    String text() {
        return DoubleStream.of(apart, within, nodeMillis)
                .mapToObj(Double::toString)
                .collect(Collectors.joining(" "));
    }

    static LatencyModel parse(String text) {
        double[] values =
                Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
        Allowed.that(values.length == PARAMETERS, "model", text, PARAMETERS + " numbers");
        return new LatencyModel(values[0], values[1], values[2]);
    }

    /** As readable text. */
    public String describe() {
        return Text.format(
                "%.3f x operations apart + %.3f x operations within others + %.4f ms a node",
                apart, within, nodeMillis);
    }
}
