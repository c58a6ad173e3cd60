package org.espalier.search.rspnet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.espalier.blueprint.Blueprint;
import org.espalier.deploy.ModelConfig;
import org.espalier.graph.Extent;
import org.espalier.latency.LatencyKey;
import org.espalier.latency.LatencyKeys;
import org.espalier.pass.Passes;
import org.espalier.random.Seed;
import org.junit.jupiter.api.Test;

class RspNetCoveringTest {

    private static final int CLASSES = 5;

    @Test
    void randomNetworksHaveNoOperationThatTheCoveringLacks() {
        RspNetMethod method = new RspNetMethod();
        for (RspNetConfig config : List.of(RspNetConfig.TINY, RspNetConfig.CPU)) {
            Set<LatencyKey> covered = new HashSet<>();
            method.covering(config, CLASSES).forEach(network -> covered.addAll(keys(network)));
            for (int seed = 0; seed < 60; seed++) {
                assertThat(covered)
                        .as("seed %d", seed)
                        .containsAll(keys(method.random(config, CLASSES, new Seed(seed))));
            }
            assertThat(method.covering(config, CLASSES)).hasSizeLessThan(20);
        }
    }

    private static Set<LatencyKey> keys(Blueprint network) {
        Set<LatencyKey> keys = new HashSet<>();
        LatencyKeys.of(
                        Passes.apply(Passes.FOR_EXPORT, ModelConfig.inferenceForm(network.network(CLASSES))),
                        Extent.of(64, 96))
                .stream()
                .flatMap(Optional::stream)
                .forEach(keys::add);
        return keys;
    }
}
