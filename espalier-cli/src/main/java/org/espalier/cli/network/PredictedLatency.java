package org.espalier.cli.network;

import java.nio.file.Path;
import org.espalier.cli.argument.LatencyTables;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.latency.LatencyModel;
import org.espalier.latency.LatencyModel.Parts;
import org.espalier.latency.LatencyTable;
import org.espalier.pass.Passes;

/**
 * The latency of a network by a table.
 *
 * @param millis by the table's model, or without one the plain sum
 * @param sumMillis the table's entries added up
 * @param device where the table was measured
 * @param isFitted whether the table has a model
 */
record PredictedLatency(double millis, double sumMillis, String device, boolean isFitted) {

    /**
     * Prices a network as it is exported.
     *
     * @param network in its inference form
     * @param force whether a table of another device may be used
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

    String inWords() {
        return isFitted
                ? "latency %.2f ms by the table's model, %.2f ms by adding up its entries; measured on %s"
                        .formatted(millis, sumMillis, device)
                : "latency %.2f ms by adding up the table's entries; measured on %s".formatted(millis, device);
    }
}
