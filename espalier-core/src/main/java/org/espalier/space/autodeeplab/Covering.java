package org.espalier.space.autodeeplab;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.espalier.space.cell.CellGenotype;
import org.espalier.space.cell.CellGenotype.Block;
import org.espalier.space.cell.CellGenotype.Edge;
import org.espalier.space.trellis.Trellis;

/**
 * A small set of architectures that contains every operation in every position where any architecture can have it. The
 * input and output of a node depend on its edge's operation, on the kind of state that the edge reads (H^{l-2}, H^{l-1}
 * or a block), and on the levels of its cell and of the two before it, where the stem counts as layers before the
 * first; head and decoder depend on the last level and on whether any cell is at stride 4 before the path leaves it. So
 * every operation reads every kind of state, and the paths contain all triples of consecutive levels.
 */
final class Covering {

    private final Trellis trellis;

    Covering(Trellis trellis) {
        this.trellis = trellis;
    }

    List<AutoDeepLabArchitecture> architectures(List<String> operations, int blocks) {
        List<CellGenotype> cells =
                operations.stream().map(operation -> cell(operation, blocks)).toList();
        return paths().stream()
                .flatMap(path -> cells.stream().map(cell -> new AutoDeepLabArchitecture(path, cell)))
                .toList();
    }

    /** One operation on all edges: the first block reads both inputs, the others a block and an input. */
    private static CellGenotype cell(String operation, int blocks) {
        return new CellGenotype(IntStream.range(0, blocks)
                .mapToObj(block -> new Block(
                        new Edge(0, operation), new Edge(block == 0 ? 1 : CellGenotype.INPUTS + block - 1, operation)))
                .toList());
    }

    /** Levels of three consecutive layers, of which the last is {@code layer}. */
    private record Step(int layer, int beforeLast, int last, int level) {}

    /** A small set of paths that contains all steps: greedily, each path adds as many new steps as it can. */
    private List<List<Integer>> paths() {
        Set<Step> covered = new HashSet<>();
        List<List<Integer>> paths = new ArrayList<>();
        for (List<Integer> start : starts()) {
            List<Integer> path = completed(start, covered);
            if (covered.addAll(steps(path))) {
                paths.add(path);
            }
        }
        return paths;
    }

    /** For every step, a shortest path up to and including it. */
    private List<List<Integer>> starts() {
        List<List<Integer>> starts = new ArrayList<>();
        for (int layer = 1; layer <= trellis.layers(); layer++) {
            for (int last = 0; last <= trellis.deepest(layer - 1); last++) {
                for (int level : trellis.successors(layer, last)) {
                    for (int before : befores(layer, last)) {
                        starts.add(through(layer, before, last, level));
                    }
                }
            }
        }
        return starts;
    }

    private List<Integer> befores(int layer, int last) {
        return layer == 1 ? List.of(0) : trellis.predecessors(new Trellis.Node(layer - 1, last));
    }

    private static List<Integer> through(int layer, int before, int last, int level) {
        List<Integer> path = new ArrayList<>();
        for (int at = 1; at <= layer - 2; at++) {
            path.add(Math.max(0, before - (layer - 2 - at)));
        }
        if (layer >= 2) {
            path.add(last);
        }
        path.add(level);
        return path;
    }

    private List<Integer> completed(List<Integer> start, Set<Step> covered) {
        List<Integer> path = new ArrayList<>(start);
        while (path.size() < trellis.layers()) {
            int layer = path.size() + 1;
            int best = path.getLast();
            for (int level : trellis.successors(layer, path.getLast())) {
                if (!covered.contains(new Step(layer, level(path, layer - 2), level(path, layer - 1), level))) {
                    best = level;
                }
            }
            path.add(best);
        }
        return List.copyOf(path);
    }

    private static List<Step> steps(List<Integer> path) {
        return IntStream.rangeClosed(1, path.size())
                .mapToObj(layer -> new Step(layer, level(path, layer - 2), level(path, layer - 1), level(path, layer)))
                .toList();
    }

    /** The level of a layer; the stem's layers, 0 and before, are at level 0. */
    private static int level(List<Integer> path, int layer) {
        return layer <= 0 ? 0 : path.get(layer - 1);
    }
}
