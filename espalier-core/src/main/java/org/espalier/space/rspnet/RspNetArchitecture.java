package org.espalier.space.rspnet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.espalier.problem.Allowed;
import org.espalier.space.cell.CellGenotype;
import org.espalier.space.trellis.Trellis.Node;
import org.espalier.text.Text;

/**
 * The result of both stages: the cell, the block that contains it, and the remaining nodes of the trellis, each with
 * the inputs it keeps.
 *
 * @param cell one for all blocks
 * @param block that contains the cell
 * @param attention how the inputs of a node are weighted
 * @param nodes by layer, then level; all except those of the last layer are read by another
 */
public record RspNetArchitecture(CellGenotype cell, RspBlock block, PathAttention attention, List<PathNode> nodes) {

    /** The gate for logit 0, for inputs that were not searched. */
    public static final double EVEN = 0.5;

    private static final int STEM = 0;

    /**
     * A node and the inputs it keeps.
     *
     * @param layer 1 for the first after the stem
     * @param level 0 for stride 4 to 3 for stride 32
     * @param inputs at least one, finest first
     */
    public record PathNode(int layer, int level, List<PathInput> inputs) {

        public PathNode {
            inputs = List.copyOf(inputs);
            Allowed.atLeast("layer", layer, 1);
            Allowed.between("level", level, 0, 3);
            Allowed.notEmpty("inputs", inputs);
            List<Integer> levels = inputs.stream().map(PathInput::level).toList();
            Allowed.that(
                    levels.equals(levels.stream().distinct().sorted().toList()),
                    "inputs",
                    levels,
                    "levels in ascending order, each once");
        }

        /** Its position in the trellis. */
        public Node node() {
            return new Node(layer, level);
        }
    }

    /**
     * An input of a node: the output of a node of the previous layer.
     *
     * @param level its level; that of the stem is 0
     * @param gate sigmoid(gamma), more than 0 and less than 1
     */
    public record PathInput(int level, double gate) {
        public PathInput {
            Allowed.that(gate > 0 && gate < 1, "gate", gate, "more than 0, less than 1");
        }
    }

    public RspNetArchitecture {
        nodes = List.copyOf(nodes);
        Allowed.notEmpty("nodes", nodes);
        List<Node> places = nodes.stream().map(PathNode::node).toList();
        List<Node> ordered = places.stream()
                .distinct()
                .sorted(Comparator.comparingInt(Node::layer).thenComparingInt(Node::level))
                .toList();
        Allowed.that(places.equals(ordered), "nodes", places, "by layer, then level, each once");
        Set<Node> read = new HashSet<>();
        for (PathNode node : nodes) {
            for (PathInput input : node.inputs()) {
                Node origin = new Node(node.layer() - 1, input.level());
                Allowed.that(
                        origin.equals(new Node(STEM, 0)) || places.contains(origin),
                        "nodes",
                        Text.format("%s reads %s", node.node(), origin),
                        "inputs that are nodes of the layer before, or the stem");
                read.add(origin);
            }
        }
        int last = nodes.getLast().layer();
        for (Node place : places) {
            Allowed.that(place.layer() == last || read.contains(place), "nodes", place, "nodes that another one reads");
        }
    }

    /**
     * The architecture in which every node of a trellis keeps the given inputs, without nodes that the last layer does
     * not depend on.
     *
     * @param kept the inputs that a node keeps, at least one
     */
    public static RspNetArchitecture of(
            RspTrellis trellis,
            CellGenotype cell,
            RspBlock block,
            PathAttention attention,
            Function<Node, List<PathInput>> kept) {
        List<PathNode> alive = new ArrayList<>();
        Set<Node> read = new HashSet<>();
        for (Node node : trellis.grid().nodes().reversed()) {
            if (node.layer() == trellis.layers() || read.contains(node)) {
                PathNode path = new PathNode(node.layer(), node.level(), kept.apply(node));
                path.inputs().forEach(input -> read.add(new Node(node.layer() - 1, input.level())));
                alive.add(path);
            }
        }
        return new RspNetArchitecture(cell, block, attention, alive.reversed());
    }

    /** The architecture in which every node of a trellis keeps all its inputs, with equal gates. */
    public static RspNetArchitecture whole(
            RspTrellis trellis, CellGenotype cell, RspBlock block, PathAttention attention) {
        return of(
                trellis,
                cell,
                block,
                attention,
                node -> trellis.inputs(node).stream()
                        .map(level -> new PathInput(level, EVEN))
                        .toList());
    }

    /** Number of layers after the stem. */
    public int layers() {
        return nodes.getLast().layer();
    }
}
