package org.espalier.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.pass.Passes;
import org.junit.jupiter.api.Test;

class LatencyCostTest {

    private static final Extent EXTENT = Extent.of(32, 48);
    private static final LatencyModel FITTED = new LatencyModel(0.9, 0.25, 0.004);

    private final Graph network = network();
    private final Graph exported = Passes.apply(Passes.FOR_EXPORT, network);
    private final LatencyTable table = madeUp(exported);

    @Test
    void theNodesAddUpToTheNetworkForAnyModel() {
        for (LatencyTable one : List.of(table, table.with(FITTED))) {
            assertThat(sumOfNodes(one)).isCloseTo(LatencyCost.of(one, network, EXTENT), within(1e-12));
        }
    }

    @Test
    void theModelOfTheTablePredictsANetwork() {
        LatencyModel.Parts parts = LatencyModel.Parts.of(exported, EXTENT, table);
        assertThat(parts.withinMillis()).as("something is fused").isPositive();
        assertThat(LatencyCost.of(table, network, EXTENT)).isEqualTo(parts.sumMillis());
        double expected = 0.9 * parts.apartMillis() + 0.25 * parts.withinMillis() + 0.004 * parts.apart();
        assertThat(LatencyCost.of(table.with(FITTED), network, EXTENT)).isCloseTo(expected, within(1e-12));
    }

    private double sumOfNodes(LatencyTable prices) {
        LatencyCost cost = new LatencyCost(prices, exported, EXTENT);
        return IntStream.range(0, exported.nodes().size())
                .mapToDouble(node ->
                        cost.of(node, exported.nodes().get(node).inputs().size()))
                .sum();
    }

    private static Graph network() {
        GraphBuilder builder = new GraphBuilder();
        Scope scope = builder.scope("net");
        Value x = scope.maxPool(builder.image(), 3, 1);
        Value active = scope.relu(scope.conv(x, 4, 3, 2));
        Value other = scope.conv(active, 4, 3, 1);
        Value pooled = scope.maxPool(active, 3, 1);
        builder.output("logits", scope.sum(List.of(pooled, scope.relu(scope.maxPool(other, 3, 1)), other)));
        return builder.build();
    }

    private static LatencyTable madeUp(Graph graph) {
        List<LatencyKey> keys = LatencyKeys.of(graph, EXTENT).stream()
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        LatencyTable times = LatencyTable.empty(new Device("made-up", "none", "none", "none", 1), Instant.EPOCH, keys);
        for (int key = 0; key < keys.size(); key++) {
            times = times.with(keys.get(key), 0.1 * (key + 1));
        }
        return times;
    }
}
