package org.espalier.space.trellis;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.text.Text;

/**
 * The network-level search space of Auto-DeepLab (section 3.2): after a stem at stride 4, each layer has a node at
 * stride 4, 8, 16 and 32 (levels 0 to 3), and a path moves by at most one level from layer to layer. Layer 0 is the
 * stem, at level 0.
 *
 * @param layers number of layers L after the stem, at least 1
 * @param levels number of levels, 4 in the paper
 */
public record Trellis(int layers, int levels) {

    private static final int FINEST_STRIDE = 4;

    /** A step from a node of layer {@code layer - 1} to one of {@code layer}, 1 to L. */
    public record Transition(int layer, int from, int to) {}

    /** A position of a cell. */
    public record Node(int layer, int level) {}

    public Trellis {
        if (layers < 1 || levels < 1) {
            throw new IllegalArgumentException(
                    "trellis of " + layers + " layers and " + levels + " levels; allowed: at least 1 of each");
        }
    }

    /** Output stride of a level: 4, 8, 16, 32. */
    public static int stride(int level) {
        return FINEST_STRIDE << level;
    }

    /** Whether a layer reaches a level: layer 1 has levels 0 and 1, layer 2 has 0 to 2, and so on. */
    public boolean contains(int layer, int level) {
        return layer >= 0 && layer <= layers && level >= 0 && level <= deepest(layer);
    }

    /** The coarsest level of a layer. */
    public int deepest(int layer) {
        return Math.min(layer, levels - 1);
    }

    /** All nodes, layer by layer, finest first; 45 for 12 layers. */
    public List<Node> nodes() {
        List<Node> nodes = new ArrayList<>();
        for (int layer = 1; layer <= layers; layer++) {
            for (int level = 0; level <= deepest(layer); level++) {
                nodes.add(new Node(layer, level));
            }
        }
        return List.copyOf(nodes);
    }

    /** The levels of layer {@code layer} that can be reached from a level of the previous layer, finest first. */
    public List<Integer> successors(int layer, int from) {
        return IntStream.rangeClosed(from - 1, from + 1)
                .filter(to -> contains(layer, to))
                .boxed()
                .toList();
    }

    /** The levels of layer {@code layer - 1} from which a node can be reached, finest first. */
    public List<Integer> predecessors(Node node) {
        return IntStream.rangeClosed(node.level() - 1, node.level() + 1)
                .filter(from -> contains(node.layer() - 1, from))
                .boxed()
                .toList();
    }

    /** All transitions, by layer, origin and target; 105 for 12 layers. */
    public List<Transition> transitions() {
        List<Transition> transitions = new ArrayList<>();
        for (int layer = 1; layer <= layers; layer++) {
            for (int from = 0; from <= deepest(layer - 1); from++) {
                for (int to : successors(layer, from)) {
                    transitions.add(new Transition(layer, from, to));
                }
            }
        }
        return List.copyOf(transitions);
    }

    /** Every path, a level for each layer, in lexical order; 75,025 for 12 layers. */
    public List<List<Integer>> paths() {
        List<List<Integer>> paths = List.of(List.of());
        for (int layer = 1; layer <= layers; layer++) {
            List<List<Integer>> longer = new ArrayList<>();
            for (List<Integer> path : paths) {
                for (int to : successors(layer, path.isEmpty() ? 0 : path.getLast())) {
                    List<Integer> next = new ArrayList<>(path);
                    next.add(to);
                    longer.add(next);
                }
            }
            paths = longer;
        }
        return paths.stream().map(List::copyOf).toList();
    }

    /** The paths that differ from a path in the level of one layer. */
    public List<List<Integer>> neighbours(List<Integer> path) {
        requirePath(path);
        List<List<Integer>> neighbours = new ArrayList<>();
        for (int layer = 1; layer <= layers; layer++) {
            int own = path.get(layer - 1);
            for (int to : successors(layer, layer == 1 ? 0 : path.get(layer - 2))) {
                boolean reachesNext =
                        layer == layers || successors(layer + 1, to).contains(path.get(layer));
                if (to != own && reachesNext) {
                    List<Integer> moved = new ArrayList<>(path);
                    moved.set(layer - 1, to);
                    neighbours.add(List.copyOf(moved));
                }
            }
        }
        return List.copyOf(neighbours);
    }

    /**
     * Checks that a path belongs to this trellis.
     *
     * @throws IllegalArgumentException if it has another length, leaves the levels or jumps
     */
    public void requirePath(List<Integer> path) {
        if (path.size() != layers) {
            throw new IllegalArgumentException(
                    Text.format("path %s has %d layers; the trellis has %d", path, path.size(), layers));
        }
        int from = 0;
        for (int layer = 1; layer <= layers; layer++) {
            int to = path.get(layer - 1);
            if (!successors(layer, from).contains(to)) {
                throw new IllegalArgumentException(Text.format(
                        "path %s: level %d in layer %d; allowed after level %d: %s",
                        path, to, layer, from, successors(layer, from)));
            }
            from = to;
        }
    }
}
