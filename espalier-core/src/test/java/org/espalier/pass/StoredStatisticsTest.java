package org.espalier.pass;

import static org.assertj.core.api.Assertions.assertThat;

import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Op;
import org.espalier.graph.Op.BatchNorm.Statistics;
import org.espalier.graph.Value;
import org.junit.jupiter.api.Test;

class StoredStatisticsTest {

    @Test
    void onlyFrozenNormalizationsUseTheirStoredStatistics() {
        GraphBuilder builder = new GraphBuilder();
        Value frozen = builder.scope("stem").normalize(builder.image());
        Value trained = builder.scope("head").normalize(frozen);
        builder.output("y", trained);
        Graph graph = new StoredStatistics(weight -> weight.name().startsWith("stem.")).apply(builder.build());
        assertThat(statistics(graph, frozen)).isEqualTo(Statistics.RUNNING);
        assertThat(statistics(graph, trained)).isEqualTo(Statistics.BATCH);
        assertThat(new StoredStatistics(weight -> false).apply(graph)).isSameAs(graph);
    }

    private static Statistics statistics(Graph graph, Value value) {
        return ((Op.BatchNorm) graph.node(value.node()).op()).statistics();
    }
}
