package org.espalier.space.sed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.espalier.cost.Cost;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.random.Seed;
import org.espalier.space.Supernet;
import org.espalier.zoo.Zoo;
import org.junit.jupiter.api.Test;

class SedTest {

    private static final Sed SPACE = Sed.of(SedConfig.DEFAULT);
    private static final Extent EXTENT = Extent.of(64, 96);

    @Test
    void theCellsFormATrapezoid() {
        assertThat(SPACE.random(new Seed(0)).cells())
                .extracting(cell -> cell.stride() + ":" + cell.column())
                .containsExactly("32:0", "32:1", "16:1", "32:2", "16:2", "8:2", "32:3", "16:3", "8:3", "4:3");
    }

    @Test
    void aSupernetHasAChoiceForEachBlockAndForEachConnectionButTheFirst() {
        Supernet supernet = SPACE.supernet(11);
        assertThat(supernet.choices()).hasSize(10 * 2 + 9);
        assertThat(supernet.choices())
                .extracting(choice -> choice.name())
                .contains("sigma.s4_c3", "alpha.s32_c0.block_1");
        assertThat(supernet.choices()).extracting(choice -> choice.name()).doesNotContain("sigma.s32_c0");
    }

    @Test
    void aCellThatWouldBeEmptyKeepsItsStrongestOperation() {
        Map<String, double[]> weights = new HashMap<>(SPACE.decisions(SPACE.random(new Seed(1))));
        weights.put("alpha.s8_c2.block_0", new double[] {0.5, 0.1, 0.1, 0.1, 0.1, 0.1});
        weights.put("alpha.s8_c2.block_1", new double[] {0.5, 0.0, 0.2, 0.3, 0.0, 0.0});
        assertThat(SPACE.decode(weights).cells().get(5).blocks()).containsExactly("none", "sep_conv_5x5");
        assertThatThrownBy(() -> new SedCell(8, 2, "skip_connect", List.of("none", "none")))
                .hasMessageContaining("stride 8 in column 2 has no operation");
    }

    @Test
    void everyNodeOfANetworkReachesTheClassScores() {
        for (int seed = 0; seed < 20; seed++) {
            Graph network = SPACE.network(SPACE.random(new Seed(seed)), 11);
            Set<String> reached = new HashSet<>();
            List<String> open = new ArrayList<>(List.of(network.outputNode(Supernet.LOGITS)));
            while (!open.isEmpty()) {
                Node node = network.node(open.removeLast());
                if (reached.add(node.name())) {
                    open.addAll(node.inputs());
                }
                assertThat(node.op()).isNotInstanceOf(Op.Zeros.class);
            }
            assertThat(reached).hasSize(network.nodes().size());
        }
    }

    /** Switched-off connections are not part of the network, so no gradient reaches them. */
    @Test
    void withItsSwitchesOffADecoderDependsOnTheCoarsestMapAlone() {
        for (int seed = 0; seed < 5; seed++) {
            List<SedCell> off = SPACE.random(new Seed(seed)).cells().stream()
                    .map(cell -> new SedCell(
                            cell.stride(),
                            cell.column(),
                            cell.stride() == 32 && cell.column() == 0 ? cell.skip() : "none",
                            cell.blocks()))
                    .toList();
            Set<String> encoders = new TreeSet<>();
            SPACE.network(new SedArchitecture(off), 11).weights().keySet().stream()
                    .filter(name -> name.startsWith("encoder_"))
                    .forEach(name -> encoders.add(name.substring(0, name.indexOf('.'))));
            assertThat(encoders).containsExactly("encoder_s32");
        }
    }

    @Test
    void aDecoderHasFewParametersBesideAHandDesignedOneOnTheSameBackbone() {
        long backbone = 1_811_712;
        long control = parameters(Zoo.DEEPLABV3PLUS_MOBILENETV2.network(11)) - backbone;
        for (int seed = 0; seed < 20; seed++) {
            assertThat(4 * (parameters(SPACE.network(SPACE.random(new Seed(seed)), 11)) - backbone))
                    .isLessThan(control);
        }
    }

    @Test
    void anArchitectureOfAnotherSpaceIsRefused() {
        SedArchitecture random = SPACE.random(new Seed(2));
        assertThatThrownBy(
                        () -> SPACE.require(new SedArchitecture(random.cells().subList(0, 9))))
                .hasMessageContaining("9 cells in a space of 10");
        List<SedCell> cells = new ArrayList<>(random.cells());
        cells.set(3, new SedCell(32, 2, "skip_connect", List.of("conv_3x3", "none")));
        assertThatThrownBy(() -> SPACE.require(new SedArchitecture(cells)))
                .hasMessageContaining("conv_3x3")
                .hasMessageContaining("s32_c2");
    }

    @Test
    void coveringArchitecturesBelongToTheSpace() {
        assertThat(SPACE.covering()).allSatisfy(SPACE::require);
        assertThat(SPACE.covering().stream()
                        .flatMap(one -> one.cells().stream())
                        .flatMap(cell -> cell.blocks().stream()))
                .containsAll(SedConfig.OPERATIONS);
    }

    private static long parameters(Graph network) {
        return Cost.of(network, EXTENT).parameters();
    }
}
