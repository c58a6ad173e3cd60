package org.espalier.space.autodeeplab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.latency.LatencyKey;
import org.espalier.latency.LatencyKeys;
import org.espalier.pass.Passes;
import org.espalier.random.Seed;
import org.espalier.space.operation.AtrousConv;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoveringTest {

    private static final int DRAWN = 60;
    private static final Extent EXTENT = Extent.of(97, 130);

    @ParameterizedTest
    @CsvSource({"3, 2, 1, DENSE", "6, 3, 3, SEPARABLE", "8, 4, 2, DENSE"})
    void noArchitectureHasAnOperationThatTheCoveringLacks(int layers, int levels, int blocks, AtrousConv.Form form) {
        AutoDeepLab space = space(layers, levels, blocks, form);
        Set<LatencyKey> covered = new TreeSet<>();
        List<AutoDeepLabArchitecture> covering = space.covering();
        covering.forEach(architecture -> covered.addAll(keys(space, architecture)));
        Seed seed = new Seed(11);
        for (int draw = 0; draw < DRAWN; draw++) {
            AutoDeepLabArchitecture drawn = space.random(seed.derive(draw));
            assertThat(covered).as("%s, seed %s, draw %d", drawn, seed, draw).containsAll(keys(space, drawn));
        }
        assertThat(covering).hasSizeLessThan(400);
    }

    private static Set<LatencyKey> keys(AutoDeepLab space, AutoDeepLabArchitecture architecture) {
        Graph network = Passes.apply(Passes.FOR_EXPORT, space.network(architecture, 11));
        Set<LatencyKey> keys = new TreeSet<>();
        LatencyKeys.of(network, EXTENT).stream().flatMap(Optional::stream).forEach(keys::add);
        return keys;
    }

    private static AutoDeepLab space(int layers, int levels, int blocks, AtrousConv.Form form) {
        SupernetConfig paper = SupernetConfig.PAPER;
        NetworkConfig widths = NetworkConfig.paper(4);
        return AutoDeepLab.of(
                new SupernetConfig(
                        SupernetConfig.Form.PUBLISHED,
                        layers,
                        layers,
                        levels,
                        blocks,
                        paper.filters(),
                        paper.operations(),
                        1,
                        form,
                        paper.stem(),
                        paper.stemChannels(),
                        paper.stemBias(),
                        paper.borderInputs(),
                        paper.downsampling(),
                        paper.heads(),
                        paper.headRate(),
                        paper.storedTransitions(),
                        SupernetConfig.PathWeights.PATHS,
                        paper.decoding(),
                        paper.epsilon(),
                        paper.momentum()),
                new NetworkConfig(
                        widths.channels(),
                        form,
                        widths.stemChannels(),
                        widths.asppChannels(),
                        widths.asppRates(),
                        widths.asppForm(),
                        widths.lowLevelChannels(),
                        widths.dropPathKeep(),
                        widths.dropoutKeep(),
                        widths.epsilon(),
                        widths.headEpsilon(),
                        widths.momentum()));
    }
}
