package org.espalier.drawing.network;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.espalier.cost.Cost;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Type;

/**
 * A graph reduced to its outermost blocks and their connections. Weights of choices and noise do not depend on an image
 * and are left out; preprocessing counts as part of the image.
 *
 * @param blocks in canonical order, as far as features flow through them
 */
record BlockGraph(List<Block> blocks) {

    /** Name of the block that is the network's input. */
    static final String IMAGE = "image";

    /**
     * An outermost block.
     *
     * @param output type of its output
     * @param stride of its output, or of the last feature map before it if the output is pooled
     * @param inputs indexes of the blocks that it reads, ascending
     * @param result whether it gives an output of the graph
     * @param contents its operations, as text
     */
    record Block(
            String name,
            Type output,
            int stride,
            Set<Integer> inputs,
            boolean result,
            long parameters,
            long multiplyAdds,
            String contents) {}

    BlockGraph {
        blocks = List.copyOf(blocks);
    }

    static BlockGraph of(Graph graph, Cost cost) {
        return new Reader(graph, cost).read();
    }

    /** Reads a graph once, node by node. */
    private static final class Reader {

        private final Graph graph;
        private final Map<String, Cost.Block> costs;
        private final SequencedMap<String, List<Integer>> members = new LinkedHashMap<>();
        private final Map<String, Set<String>> readers = new HashMap<>();

        Reader(Graph graph, Cost cost) {
            this.graph = graph;
            this.costs = cost.blocks().stream().collect(Collectors.toMap(Cost.Block::name, block -> block));
        }

        BlockGraph read() {
            for (int index = 0; index < graph.nodes().size(); index++) {
                String block = blockOf(index);
                for (String input : graph.nodes().get(index).inputs()) {
                    readers.computeIfAbsent(input, name -> new LinkedHashSet<>())
                            .add(block);
                }
                if (!(graph.type(index) instanceof Type.Tensor) && work(index) != Work.SOURCE) {
                    members.computeIfAbsent(block, name -> new ArrayList<>()).add(index);
                }
            }
            Map<String, Integer> places = new HashMap<>();
            members.keySet().forEach(name -> places.put(name, places.size()));
            List<Block> blocks = new ArrayList<>();
            members.forEach((name, indexes) -> blocks.add(block(name, indexes, places)));
            return new BlockGraph(blocks);
        }

        private Block block(String name, List<Integer> indexes, Map<String, Integer> places) {
            Set<Integer> inputs = new TreeSet<>();
            Map<Work, Integer> counts = new EnumMap<>(Work.class);
            int output = indexes.getLast();
            boolean result = false;
            for (int index : indexes) {
                Node node = graph.nodes().get(index);
                counts.merge(work(index), 1, Integer::sum);
                for (String input : node.inputs()) {
                    Optional.ofNullable(places.get(blockOf(graph.index(input)))).ifPresent(inputs::add);
                }
                boolean last = graph.outputs().containsValue(node.name());
                result |= last;
                if (last
                        || readers.getOrDefault(node.name(), Set.of()).stream()
                                .anyMatch(other -> !other.equals(name))) {
                    output = index;
                }
            }
            inputs.removeIf(place -> place.equals(places.get(name)));
            Optional<Cost.Block> cost = Optional.ofNullable(costs.get(name));
            return new Block(
                    name,
                    graph.type(output),
                    strideOf(output),
                    inputs,
                    result,
                    cost.map(Cost.Block::parameters).orElse(0L),
                    cost.map(Cost.Block::multiplyAdds).orElse(0L),
                    inWords(counts));
        }

        private String blockOf(int index) {
            return work(index) == Work.IMAGE ? IMAGE : graph.nodes().get(index).block();
        }

        private Work work(int index) {
            return Work.of(graph.nodes().get(index).op());
        }

        /** The stride of a node's features, or of the features that a pooled value comes from. */
        private int strideOf(int index) {
            return switch (graph.type(index)) {
                case Type.Features features -> features.stride();
                case Type.Pooled p ->
                    graph.nodes().get(index).inputs().isEmpty()
                            ? 1
                            : strideOf(graph.index(
                                    graph.nodes().get(index).inputs().getFirst()));
                case Type.Tensor t -> 1;
            };
        }

        private static String inWords(Map<Work, Integer> counts) {
            return counts.entrySet().stream()
                    .map(entry -> entry.getKey().counted(entry.getValue()))
                    .collect(Collectors.joining(", "));
        }
    }
}
