package org.espalier.space.gas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.blueprint.Blueprint;
import org.espalier.cost.Cost;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Type;
import org.espalier.problem.BadData;
import org.espalier.random.Seed;
import org.espalier.space.Choice;
import org.espalier.space.Supernet;
import org.junit.jupiter.api.Test;

class GasTest {

    private static final int CLASSES = 19;
    private static final Gas PAPER = Gas.of(GasConfig.PAPER);

    @Test
    void thePapersSpaceHasAChoiceOfEightForEveryEdgeOfEveryCell() {
        Supernet supernet = PAPER.supernet(CLASSES);
        assertThat(supernet.choices())
                .hasSize(14 * 5)
                .allSatisfy(choice -> assertThat(choice.options()).hasSize(8).contains("none"));
        assertThat(Cost.of(supernet.graph(), Extent.of(64, 64)).architectureParameters())
                .isEqualTo(14 * 5 * 8);
    }

    @Test
    void reductionsHalveTheResolutionAndDoubleTheChannels() {
        Graph network = PAPER.network(every("sep_conv_3x3"), CLASSES);
        assertThat(output(network, "cell_2")).isEqualTo(new Type.Features(16, 8));
        assertThat(output(network, "cell_3")).isEqualTo(new Type.Features(32, 16));
        assertThat(output(network, "cell_6")).isEqualTo(new Type.Features(32, 16));
        assertThat(output(network, "cell_13")).isEqualTo(new Type.Features(64, 32));
        assertThat(network.outputType("logits")).isEqualTo(new Type.Features(CLASSES, 1));
    }

    @Test
    void aNodeWhoseEdgesAreAllNoneIsStillPartOfTheCellsOutput() {
        GasCell half = new GasCell(List.of(List.of("none", "none"), List.of("conv_3x3", "none", "none")));
        Graph network = PAPER.network(new GasArchitecture(Collections.nCopies(14, half)), CLASSES);
        assertThat(output(network, "cell_1")).isEqualTo(new Type.Features(16, 8));
        assertThat(network.nodes()).noneMatch(node -> node.block().equals("cell_0"));
        assertThat(Cost.of(network, Extent.of(64, 64)).multiplyAdds())
                .isLessThan(Cost.of(PAPER.network(every("conv_3x3"), CLASSES), Extent.of(64, 64))
                        .multiplyAdds());
        assertThat(PAPER.network(every("none"), CLASSES).outputType("logits")).isEqualTo(new Type.Features(CLASSES, 1));
    }

    /** All edges weigh {@code conv_3x3} 0.5 and all else 0.1, apart from one edge each of two cells. */
    @Test
    void aBeliefIsTheRatioOfWeightsAndLeavesOutCellsThatNothingReads() {
        Map<String, double[]> weights = new HashMap<>();
        PAPER.supernet(CLASSES).choices().forEach(choice -> weights.put(choice.name(), preferring(choice, "conv_3x3")));
        assertThat(PAPER.belief(every("conv_3x3"), weights)).isZero();
        GasCell other = GasCell.of(2, List.of("conv_3x3", "max_pool_3x3", "conv_3x3", "conv_3x3", "none"));
        List<GasCell> cells = new ArrayList<>(every("conv_3x3").cells());
        cells.set(3, other);
        assertThat(PAPER.belief(new GasArchitecture(cells), weights)).isCloseTo(2 * Math.log(0.2), within(1e-12));
        GasCell blind = GasCell.of(2, List.of("none", "conv_3x3", "none", "conv_3x3", "conv_3x3"));
        GasCell past = GasCell.of(2, List.of("conv_3x3", "none", "conv_3x3", "none", "conv_3x3"));
        cells.set(4, past);
        cells.set(5, blind);
        assertThat(PAPER.belief(new GasArchitecture(cells), weights))
                .as("cell 3 is read by neither of the next two")
                .isCloseTo(4 * Math.log(0.2), within(1e-12));
    }

    private static double[] preferring(Choice choice, String operation) {
        return choice.options().stream()
                .mapToDouble(option -> option.equals(operation) ? 0.5 : 0.1)
                .toArray();
    }

    @Test
    void architecturesOfOtherSpacesAreRefused() {
        GasArchitecture small =
                new GasArchitecture(List.of(PAPER.random(new Seed(1)).cells().getFirst()));
        assertThatThrownBy(() -> PAPER.network(small, CLASSES)).hasMessageContaining("1 cells in a space of 14");
        assertThatThrownBy(() -> PAPER.network(every("conv_7x7"), CLASSES))
                .hasMessageContainingAll("conv_7x7", "dil_sep_conv_3x3_d8");
        assertThatThrownBy(() -> new GasCell(List.of(List.of("none"))))
                .hasMessageContainingAll("node 0 has 1 operations", "needs 2");
        String json = new Blueprint.OfGas(every("conv_3x3"), GasConfig.PAPER).json();
        assertThatThrownBy(() -> Blueprint.parse(json.replaceFirst("conv_3x3", "conv_7x7"), "a.json"))
                .isInstanceOf(BadData.class)
                .hasMessageContainingAll("a.json", "conv_7x7");
    }

    private static GasArchitecture every(String operation) {
        return new GasArchitecture(Collections.nCopies(14, GasCell.of(2, Collections.nCopies(5, operation))));
    }

    private static Type output(Graph network, String cell) {
        Node last = network.nodes().stream()
                .filter(node -> node.block().equals(cell))
                .reduce((first, second) -> second)
                .orElseThrow();
        return network.type(last.name());
    }
}
