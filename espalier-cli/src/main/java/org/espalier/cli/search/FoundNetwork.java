package org.espalier.cli.search;

import java.nio.file.Path;
import org.espalier.cli.terminal.Counts;
import org.espalier.cli.terminal.Terminal;
import org.espalier.cost.Cost;
import org.espalier.data.DataSize;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.run.RunLayout;
import org.espalier.search.LatencyOutcome;
import org.espalier.text.Text;

/** What a search prints of the network that it found. */
final class FoundNetwork {

    private FoundNetwork() {}

    static void showCost(Terminal terminal, Path run, Graph found, int classes, DataSize image) {
        Cost cost = Cost.of(found, Extent.of(image.height(), image.width()));
        terminal.line(Text.format(
                "found %s: with %d classes %s parameters, %s multiply-adds at %s",
                new RunLayout(run).architecture(),
                classes,
                Counts.rounded(cost.parameters()),
                Counts.rounded(cost.multiplyAdds()),
                image));
    }

    static void showLatency(Terminal terminal, LatencyOutcome found, double measuredMillis) {
        terminal.line(Text.format(
                "latency at %dx%d: %spredicted %.4g ms, measured %.4g ms with %d threads",
                found.extent().height(),
                found.extent().width(),
                found.budgetMillis().map(limit -> "budget " + limit + " ms, ").orElse(""),
                found.predictedMillis(),
                measuredMillis,
                found.threads()));
    }
}
