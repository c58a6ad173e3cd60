package org.espalier.latency;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.problem.Allowed;

/**
 * From the times of operations to that of a network: {@code apart * t_apart + within * t_within + node * n}. t_within adds up what the runtime
 * runs within the convolution before it ({@link Fusions}), t_apart the rest, and n counts the operations that stay apart. The table's times
 * alone, added up, are {@link #SUM}.
 *
 * @param apart factor for operations that stay apart
 * @param within factor for operations that are run within others
 * @param nodeMillis for each operation that stays apart
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
     * What a network's latency is predicted from.
     *
     * @param apartMillis the table's times of operations that stay apart, added up
     * @param withinMillis those of operations that are run within others
     * @param apart how many stay apart
     */
    public record Parts(double apartMillis, double withinMillis, int apart) {

        /**
         * Reads a network.
         *
         * @param graph as it is exported
         * @param extent one image
         * @throws org.espalier.problem.BadData if the table lacks an entry
         */
        public static Parts of(Graph graph, Extent extent, LatencyTable table) {
            double[] millis = table.millis(graph, extent);
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

    /** A network whose latency is known. */
    public record Measured(Parts parts, double millis) {}

    /**
     * Fits the three parameters, none of them negative: least squares of the relative error.
     *
     * @param networks at least four, not all of a kind
     * @throws IllegalArgumentException if they do not decide the parameters
     */
    public static LatencyModel fit(List<Measured> networks) {
        Allowed.atLeast("networks", networks.size(), PARAMETERS + 1);
        double[][] rows = networks.stream()
                .map(network -> Arrays.stream(network.parts.values())
                        .map(value -> value / network.millis)
                        .toArray())
                .toArray(double[][]::new);
        double[] ones = DoubleStream.generate(() -> 1).limit(rows.length).toArray();
        double[] fitted = LeastSquares.solveNonNegative(rows, ones);
        return new LatencyModel(fitted[0], fitted[1], fitted[2]);
    }

    /** As a line of a table. */
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

    /** In words. */
    public String describe() {
        return String.format(
                Locale.ROOT,
                "%.3f x operations apart + %.3f x operations within others + %.4f ms a node",
                apart,
                within,
                nodeMillis);
    }
}
