package org.espalier.space.rspnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.graph.Type;
import org.espalier.pass.FoldConstants;
import org.espalier.random.Seed;
import org.espalier.space.Choice;
import org.espalier.space.Supernet;
import org.espalier.space.cell.CellGenotype;
import org.espalier.space.rspnet.RspBlock.Form;
import org.espalier.space.rspnet.RspNetArchitecture.PathInput;
import org.espalier.space.rspnet.RspNetArchitecture.PathNode;
import org.espalier.space.rspnet.RspTrellis.Range;
import org.espalier.space.trellis.Trellis;
import org.espalier.text.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both stages: choices, decoding, remaining nodes. */
class RspNetTest {

    private static final int CLASSES = 5;
    private static final RspTrellis PAPER = new RspTrellis(12, 4, Range.NEIGHBOURS);
    private static final RspNetWidths WIDTHS =
            new RspNetWidths(List.of(4, 8), List.of(16, 32, 64, 128), 8, 0.9, 1e-3, 0.1);
    private static final List<String> OPERATIONS = RspNetCell.operations(true).operations();
    private static final RspNetCellSpace CELLS = new RspNetCellSpace(PAPER, 4, OPERATIONS, WIDTHS, WIDTHS);
    private static final CellGenotype CELL = CELLS.random(new Seed(1));
    private static final RspBlock BLOCK = new RspBlock(Form.SEQUENTIAL, 4);

    @Test
    void theCellIsChosenOnFourteenEdgesOfEightOperations() {
        assertThat(CELLS.supernet(CLASSES).choices())
                .hasSize(14)
                .allSatisfy(choice -> assertThat(choice.options()).hasSize(8));
    }

    @Test
    void thePathsAreChosenAtEveryNodeThatHasTwoInputs() {
        long single = PAPER.grid().nodes().stream()
                .filter(node -> PAPER.inputs(node).size() == 1)
                .count();
        assertThat(single).isEqualTo(4);
        assertThat(paths(PAPER, PathSelection.DEFAULT).supernet(CLASSES).choices())
                .hasSize(45 - 4);
    }

    @Test
    void aNodeMayReadFromEveryResolutionIfItsRangeIsAll() {
        Supernet all =
                paths(new RspTrellis(12, 4, Range.ALL), PathSelection.DEFAULT).supernet(CLASSES);
        assertThat(all.choices()).extracting(Choice::options).contains(List.of("s4", "s8", "s16", "s32"));
        assertThat(all.choices()).hasSize(43);
    }

    @Test
    void gatesStartAtOneHalf() {
        Supernet supernet = paths(PAPER, PathSelection.DEFAULT).supernet(CLASSES);
        Map<String, double[]> logits = new HashMap<>();
        supernet.choices()
                .forEach(choice ->
                        logits.put(choice.name(), new double[choice.options().size()]));
        assertThat(supernet.weights(logits).values())
                .allSatisfy(gates -> assertThat(gates).containsOnly(RspNetArchitecture.EVEN));
    }

    @ParameterizedTest
    @EnumSource
    void randomArchitecturesDecodeFromTheirOwnDecisions(Range range) {
        for (PathSelection selection : List.of(
                PathSelection.DEFAULT, new PathSelection.Mean(), new PathSelection.Top1(), new PathSelection.TopK(2))) {
            RspNetPathSpace space = paths(new RspTrellis(8, 4, range), selection);
            for (int seed = 0; seed < 50; seed++) {
                RspNetArchitecture architecture = space.random(new Seed(seed));
                assertThat(space.decode(space.decisions(architecture)))
                        .as("seed %d, %s", seed, selection)
                        .isEqualTo(architecture);
            }
        }
    }

    /**
     * Each node chooses among its own inputs, and nothing multiplies the gates of several nodes: so a node at the
     * border, which has fewer inputs, gains nothing by it, as it does in Auto-DeepLab's published decoding.
     */
    @Test
    void gatesWithoutSignalPreferNoInput() {
        int draws = 2_000;
        Seed seed = new Seed(23);
        RspTrellis trellis = new RspTrellis(6, 3, Range.NEIGHBOURS);
        RspNetPathSpace space = paths(trellis, new PathSelection.Top1());
        Map<PathNode, Integer> chosen = new HashMap<>();
        Map<Trellis.Node, Integer> present = new HashMap<>();
        for (int draw = 0; draw < draws; draw++) {
            for (PathNode node : space.decode(gates(trellis, seed.derive(draw))).nodes()) {
                present.merge(node.node(), 1, Integer::sum);
                PathInput input = new PathInput(node.inputs().getFirst().level(), RspNetArchitecture.EVEN);
                chosen.merge(new PathNode(node.layer(), node.level(), List.of(input)), 1, Integer::sum);
            }
        }
        assertThat(present).hasSize(trellis.grid().nodes().size());
        chosen.forEach((node, count) -> {
            int times = present.getOrDefault(node.node(), 0);
            double fourStandardErrors = 4 / (2 * Math.sqrt(times));
            assertThat((double) count / times)
                    .as("%s, %s", node, seed)
                    .isCloseTo(1.0 / trellis.inputs(node.node()).size(), within(fourStandardErrors));
        });
    }

    /** Sigmoids of logits with a standard deviation of 0.05. */
    private static Map<String, double[]> gates(RspTrellis trellis, Seed seed) {
        Map<String, double[]> gates = new HashMap<>();
        for (Trellis.Node node : trellis.grid().nodes()) {
            Seed own = seed.derive(RspNetPathSpace.choice(node));
            gates.put(
                    RspNetPathSpace.choice(node),
                    IntStream.range(0, trellis.inputs(node).size())
                            .mapToDouble(input -> 1 / (1 + Math.exp(-0.05 * own.normal(input))))
                            .toArray());
        }
        return gates;
    }

    @Test
    void top1KeepsOneInputEach() {
        RspNetArchitecture found = paths(PAPER, new PathSelection.Top1()).random(new Seed(3));
        assertThat(found.nodes()).allSatisfy(node -> assertThat(node.inputs()).hasSize(1));
    }

    @ParameterizedTest
    @EnumSource
    void aDerivedNetworkHasNoDeadNode(PathAttention attention) {
        for (int seed = 0; seed < 30; seed++) {
            RspNetPathSpace space = new RspNetPathSpace(
                    PAPER, CELLS.random(new Seed(seed)), BLOCK, attention, new PathSelection.Top1(), WIDTHS, WIDTHS);
            RspNetArchitecture architecture = space.random(new Seed(seed));
            Set<String> built = blocks(space.network(architecture, CLASSES));
            List<String> kept = architecture.nodes().stream()
                    .map(node -> Text.format("node_%d_s%d", node.layer(), 4 << node.level()))
                    .toList();

            assertThat(built)
                    .as("seed %d", seed)
                    .filteredOn(name -> name.startsWith("node_"))
                    .containsExactlyInAnyOrderElementsOf(kept);
            assertThat(reachedFromTheOutput(architecture)).as("seed %d", seed).hasSameSizeAs(kept);
            assertThat(kept.size()).as("seed %d", seed).isLessThan(45);
        }
    }

    @Test
    void gatesOfKeptInputsSurviveAsConstantsThatSumToOne() {
        RspNetArchitecture architecture = paths(PAPER, PathSelection.DEFAULT).random(new Seed(5));
        Graph network = new FoldConstants().apply(RspNet.network(architecture, WIDTHS, CLASSES));
        List<PathNode> several = architecture.nodes().stream()
                .filter(node -> node.inputs().size() > 1)
                .toList();
        assertThat(several).isNotEmpty();
        for (PathNode node : several) {
            Node mix = network.node(Text.format("node_%d_s%d.mix", node.layer(), 4 << node.level()));
            double sum = node.inputs().stream().mapToDouble(PathInput::gate).sum();
            assertThat(network.node(mix.inputs().getLast()).op()).isInstanceOfSatisfying(Op.Constant.class, weights -> {
                for (int input = 0; input < node.inputs().size(); input++) {
                    assertThat(weights.values().get(input))
                            .isCloseTo(node.inputs().get(input).gate() / sum, within(1e-12));
                }
            });
        }
    }

    @Test
    void gatesThatDependOnTheImageStayInTheNetwork() {
        RspNetArchitecture fixed = paths(PAPER, PathSelection.DEFAULT).random(new Seed(5));
        RspNetArchitecture dynamic =
                new RspNetArchitecture(fixed.cell(), fixed.block(), PathAttention.DYNAMIC, fixed.nodes());
        Graph network = RspNet.network(dynamic, WIDTHS, CLASSES);
        long mixes = network.nodes().stream()
                .filter(node -> node.op() instanceof Op.Mix)
                .count();
        assertThat(mixes)
                .isEqualTo(fixed.nodes().stream()
                        .filter(node -> node.inputs().size() > 1)
                        .count());
        assertThat(network.nodes())
                .filteredOn(node -> node.op() instanceof Op.Mix)
                .allSatisfy(node ->
                        assertThat(network.type(node.inputs().getLast())).isInstanceOf(Type.Pooled.class));
    }

    @Test
    void aGateOfZeroDropsTheInputForEveryImage() {
        RspNetPathSpace space = paths(PAPER, new PathSelection.Top1());
        Supernet supernet = space.supernet(CLASSES);
        Graph restricted = supernet.restricted(space.decisions(space.random(new Seed(2))));
        assertThat(restricted.nodes()).noneMatch(node -> node.op() instanceof Op.Mix);
    }

    @Test
    void architecturesWithDeadOrMissingNodesAreRefused() {
        PathInput stem = new PathInput(0, 0.5);
        PathNode first = new PathNode(1, 0, List.of(stem));
        PathNode dead = new PathNode(1, 1, List.of(stem));
        PathNode last = new PathNode(2, 0, List.of(stem));

        assertThat(architecture(first, last).layers()).isEqualTo(2);
        assertThatThrownBy(() -> architecture(first, dead, last))
                .hasMessageContainingAll("layer=1, level=1", "nodes that another one reads");
        assertThatThrownBy(() -> architecture(last)).hasMessageContaining("nodes of the layer before, or the stem");
        assertThatThrownBy(() -> architecture(last, first)).hasMessageContaining("by layer, then level");
        assertThatThrownBy(() -> new PathNode(1, 0, List.of())).hasMessageContaining("inputs");
        assertThatThrownBy(() -> new PathInput(0, 1)).hasMessageContaining("gate: 1.0; allowed: more than 0");
    }

    private static RspNetArchitecture architecture(PathNode... nodes) {
        return new RspNetArchitecture(CELL, BLOCK, PathAttention.STATIC, List.of(nodes));
    }

    private static RspNetPathSpace paths(RspTrellis trellis, PathSelection selection) {
        return new RspNetPathSpace(trellis, CELL, BLOCK, PathAttention.STATIC, selection, WIDTHS, WIDTHS);
    }

    private static Set<String> blocks(Graph graph) {
        Set<String> blocks = new HashSet<>();
        graph.nodes().forEach(node -> blocks.add(node.block()));
        return blocks;
    }

    /** The nodes that the last layer depends on, found by walking back from it. */
    private static Set<List<Integer>> reachedFromTheOutput(RspNetArchitecture architecture) {
        Set<List<Integer>> reached = new HashSet<>();
        List<PathNode> open = new ArrayList<>(architecture.nodes().stream()
                .filter(node -> node.layer() == architecture.layers())
                .toList());
        while (!open.isEmpty()) {
            PathNode node = open.removeLast();
            if (reached.add(List.of(node.layer(), node.level()))) {
                architecture.nodes().stream()
                        .filter(origin -> origin.layer() == node.layer() - 1)
                        .filter(origin -> node.inputs().stream().anyMatch(input -> input.level() == origin.level()))
                        .forEach(open::add);
            }
        }
        return reached;
    }
}
