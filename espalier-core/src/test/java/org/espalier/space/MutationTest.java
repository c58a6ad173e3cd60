package org.espalier.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.random.Seed;
import org.espalier.space.autodeeplab.AutoDeepLab;
import org.espalier.space.autodeeplab.AutoDeepLabArchitecture;
import org.espalier.space.autodeeplab.NetworkConfig;
import org.espalier.space.autodeeplab.SupernetConfig;
import org.espalier.space.cell.CellChoices;
import org.espalier.space.cell.CellGenotype;
import org.espalier.space.cell.CellGenotype.Block;
import org.espalier.space.gas.Gas;
import org.espalier.space.gas.GasArchitecture;
import org.espalier.space.gas.GasCell;
import org.espalier.space.gas.GasConfig;
import org.espalier.space.rspnet.PathAttention;
import org.espalier.space.rspnet.PathSelection;
import org.espalier.space.rspnet.RspBlock;
import org.espalier.space.rspnet.RspNetArchitecture;
import org.espalier.space.rspnet.RspNetArchitecture.PathInput;
import org.espalier.space.rspnet.RspNetArchitecture.PathNode;
import org.espalier.space.rspnet.RspNetPathSpace;
import org.espalier.space.rspnet.RspNetWidths;
import org.espalier.space.rspnet.RspTrellis;
import org.espalier.space.trellis.Trellis;
import org.espalier.space.trellis.Trellis.Node;
import org.junit.jupiter.api.Test;

/** A mutation changes one choice. {@code SpaceContract} tests that the result is an architecture of the space. */
class MutationTest {

    private static final int SEEDS = 300;
    private static final CellChoices CELLS = new CellChoices(3, List.of("none", "a", "b"));

    @Test
    void aPathMovesByOneLayerOrTheCellByOneEdge() {
        AutoDeepLab space = AutoDeepLab.of(SupernetConfig.PAPER, NetworkConfig.paper(20));
        Set<Boolean> moved = new HashSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            AutoDeepLabArchitecture parent = space.random(new Seed(seed));
            AutoDeepLabArchitecture child = space.mutated(parent, new Seed(seed).derive("mutation"));
            int layers = differences(parent.path(), child.path());
            int edges = edgeDifferences(parent.cell(), child.cell());
            assertThat(layers + edges).as("seed %d", seed).isEqualTo(1);
            moved.add(layers == 1);
        }
        assertThat(moved).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void everyPathIsReachedFromEveryOtherByMovesOfOneLayer() {
        Trellis trellis = new Trellis(5, 4);
        List<List<Integer>> paths = trellis.paths();
        for (List<Integer> path : paths) {
            assertThat(trellis.neighbours(path))
                    .containsExactlyInAnyOrderElementsOf(paths.stream()
                            .filter(other -> differences(path, other) == 1)
                            .toList());
        }
        Set<List<Integer>> reached = new HashSet<>(Set.of(paths.getFirst()));
        List<List<Integer>> next = new ArrayList<>(reached);
        while (!next.isEmpty()) {
            next = next.stream()
                    .flatMap(path -> trellis.neighbours(path).stream())
                    .filter(reached::add)
                    .toList();
        }
        assertThat(reached).hasSameSizeAs(paths);
    }

    @Test
    void everyCellWithAnotherOperationOrInputOfOneEdgeIsReached() {
        CellGenotype cell = CELLS.random(new Seed(1).generator());
        Set<CellGenotype> reached = IntStream.range(0, 1000)
                .mapToObj(seed -> CELLS.mutated(cell, new Seed(seed).generator()))
                .collect(Collectors.toSet());
        assertThat(reached)
                .as("6 edges with one other operation; 0, 1 and 2 other inputs of the edges of the three blocks")
                .hasSize(6 + 2 * (0 + 1 + 2))
                .allSatisfy(one -> assertThat(edgeDifferences(cell, one)).isEqualTo(1))
                .allSatisfy(one -> assertThat(one.blocks())
                        .allSatisfy(block -> assertThat(block.left().input())
                                .isLessThan(block.right().input())));
    }

    @Test
    void oneEdgeOfOneCellGetsAnotherOperation() {
        Gas space = Gas.of(GasConfig.PAPER);
        for (int seed = 0; seed < SEEDS; seed++) {
            GasArchitecture parent = space.random(new Seed(seed));
            assertThat(differences(operations(parent), operations(space.mutated(parent, new Seed(seed + 1)))))
                    .isEqualTo(1);
        }
    }

    @Test
    void oneGateFlips() {
        RspTrellis trellis = new RspTrellis(5, 4, RspTrellis.Range.NEIGHBOURS);
        RspNetWidths widths = new RspNetWidths(List.of(8, 16), List.of(24, 48, 96, 96), 8, 1, 1e-5, 0.05);
        RspNetPathSpace space = new RspNetPathSpace(
                trellis,
                CELLS.random(new Seed(1).generator()),
                new RspBlock(RspBlock.Form.FULL, 1),
                PathAttention.STATIC,
                PathSelection.DEFAULT,
                widths,
                widths);
        Set<Integer> changes = new TreeSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            RspNetArchitecture parent = space.random(new Seed(seed));
            Map<Node, Set<Integer>> before = inputs(parent);
            Map<Node, Set<Integer>> after = inputs(space.mutated(parent, new Seed(seed)));
            List<Node> changed = before.keySet().stream()
                    .filter(node ->
                            after.containsKey(node) && !levels(before, node).equals(levels(after, node)))
                    .toList();
            assertThat(changed).as("seed %d", seed).hasSize(1);
            int more = levels(after, changed.getFirst()).size()
                    - levels(before, changed.getFirst()).size();
            assertThat(Math.abs(more)).as("seed %d", seed).isEqualTo(1);
            changes.add(more);
        }
        assertThat(changes).containsExactly(-1, 1);
    }

    private static Map<Node, Set<Integer>> inputs(RspNetArchitecture architecture) {
        return architecture.nodes().stream()
                .collect(Collectors.toMap(
                        PathNode::node,
                        node -> node.inputs().stream().map(PathInput::level).collect(Collectors.toSet())));
    }

    private static Set<Integer> levels(Map<Node, Set<Integer>> inputs, Node node) {
        return Objects.requireNonNull(inputs.get(node));
    }

    private static List<String> operations(GasArchitecture architecture) {
        return architecture.cells().stream()
                .map(GasCell::nodes)
                .flatMap(List::stream)
                .flatMap(List::stream)
                .toList();
    }

    /** How many edges of a cell are not edges of another one. */
    private static int edgeDifferences(CellGenotype one, CellGenotype other) {
        int differences = 0;
        for (int block = 0; block < one.blocks().size(); block++) {
            Block own = one.blocks().get(block);
            Block changed = other.blocks().get(block);
            differences += (int) Stream.of(own.left(), own.right())
                    .filter(edge -> !List.of(changed.left(), changed.right()).contains(edge))
                    .count();
        }
        return differences;
    }

    private static <T> int differences(List<T> one, List<T> other) {
        assertThat(other).hasSameSizeAs(one);
        return (int) IntStream.range(0, one.size())
                .filter(index -> !one.get(index).equals(other.get(index)))
                .count();
    }
}
