package org.espalier.cli.network;

import java.nio.file.Path;
import org.espalier.cli.argument.LatencyTables;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.latency.LatencyModel;
import org.espalier.latency.LatencyModel.Parts;
import org.espalier.latency.LatencyTable;
import org.espalier.pass.Passes;
import org.espalier.text.Text;

/**
 * The latency of a network, predicted from a latency table.
 *
 * @param millis by the fitted model of the table, or the sum if the table has none
 * @param sumMillis sum of the table's entries
 * @param device where the table was measured
 * @param isFitted whether the table has a fitted model
 */
record PredictedLatency(double millis, double sumMillis, String device, boolean isFitted) {

    /**
     * Predicts the latency of the exported network.
     *
     * @param file the latency table
     * @param network in its inference form
     * @param force whether to accept a table measured on another device
     */
    static PredictedLatency of(Path file, Graph network, Extent extent, boolean force) {
        LatencyTable table = LatencyTables.read(file, force);
        Parts parts = Parts.of(Passes.apply(Passes.FOR_EXPORT, network), extent, table);
        return new PredictedLatency(
                table.model().orElse(LatencyModel.SUM).millis(parts),
                parts.sumMillis(),
                table.device().describe(),
                table.model().isPresent());
    }

    /** One line for people. */
    String summary() {
        return isFitted
                ? Text.format(
                        "latency %.2f ms by the fitted model, %.2f ms as the sum of the entries; table measured on %s",
                        millis, sumMillis, device)
                : Text.format("latency %.2f ms as the sum of the entries; table measured on %s", millis, device);
    }
}
