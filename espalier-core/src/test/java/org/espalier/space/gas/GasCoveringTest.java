package org.espalier.space.gas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.latency.LatencyKey;
import org.espalier.latency.LatencyKeys;
import org.espalier.pass.Passes;
import org.espalier.random.Seed;
import org.junit.jupiter.api.Test;

class GasCoveringTest {

    private static final int CLASSES = 3;
    private static final Gas SPACE = Gas.of(GasConfig.PAPER);

    @Test
    void theSupernetAndRandomNetworksHaveNoOperationThatTheCoveringLacks() {
        Set<LatencyKey> covered = new HashSet<>();
        SPACE.covering().forEach(architecture -> covered.addAll(keys(SPACE.network(architecture, CLASSES))));
        assertThat(covered).containsAll(keys(SPACE.supernet(CLASSES).graph()));
        for (int seed = 0; seed < 200; seed++) {
            assertThat(covered)
                    .as("seed %d", seed)
                    .containsAll(keys(SPACE.network(SPACE.random(new Seed(seed)), CLASSES)));
        }
        assertThat(SPACE.covering()).hasSizeLessThan(40);
    }

    private static Set<LatencyKey> keys(Graph graph) {
        Set<LatencyKey> keys = new HashSet<>();
        LatencyKeys.of(Passes.apply(Passes.FOR_EXPORT, graph), Extent.of(180, 240)).stream()
                .flatMap(Optional::stream)
                .forEach(keys::add);
        return keys;
    }
}
