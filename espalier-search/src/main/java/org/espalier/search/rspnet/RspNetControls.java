package org.espalier.search.rspnet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.espalier.blueprint.Blueprint;
import org.espalier.blueprint.Blueprint.OfRspNet;
import org.espalier.random.Seed;
import org.espalier.space.rspnet.RspNetArchitecture;
import org.espalier.space.rspnet.RspNetArchitecture.PathInput;
import org.espalier.space.rspnet.RspNetArchitecture.PathNode;
import org.espalier.space.rspnet.RspTrellis;
import org.espalier.space.trellis.Trellis.Node;

/** Networks with the cell of an RSPNet that was found and other paths: what its search of paths has to beat. */
final class RspNetControls {

    /** Every node keeps all its inputs: nothing was selected. */
    static final String KEEP_ALL = "keep-all";

    /** Every node keeps as many inputs as in the network found, drawn at random: only their number was found. */
    static final String COUNT_MATCHED = "count-matched";

    static final List<String> NAMES = List.of(KEEP_ALL, COUNT_MATCHED);

    private RspNetControls() {}

    /**
     * A control of a network.
     *
     * @param name one of {@link #NAMES}
     * @param found an RSPNet on the trellis of the configuration
     */
    static Blueprint of(String name, RspNetConfig config, Blueprint found, Seed seed) {
        if (!(found instanceof OfRspNet network)) {
            throw new IllegalArgumentException("found: " + found + "; allowed: an RSPNet");
        }
        RspTrellis trellis = config.trellis();
        RspNetArchitecture own = network.architecture();
        RspNetArchitecture control = switch (name) {
            case KEEP_ALL -> RspNetArchitecture.whole(trellis, own.cell(), own.block(), own.attention());
            case COUNT_MATCHED ->
                RspNetArchitecture.of(trellis, own.cell(), own.block(), own.attention(), asMany(own, trellis, seed));
            default -> throw new IllegalArgumentException("control: " + name + "; allowed: " + NAMES);
        };
        return RspNetSearch.ofPaths(config, control);
    }

    /** As many random inputs as the node has, or, of a node that the network does not have, as its nodes have. */
    private static Function<Node, List<PathInput>> asMany(RspNetArchitecture own, RspTrellis trellis, Seed seed) {
        Map<Node, Integer> counts = own.nodes().stream()
                .collect(Collectors.toMap(PathNode::node, node -> node.inputs().size()));
        int usual = (int) Math.round(
                counts.values().stream().mapToInt(Integer::intValue).average().orElseThrow());
        return node -> {
            List<Integer> levels = new ArrayList<>(trellis.inputs(node));
            Collections.shuffle(levels, seed.derive(node.toString()).generator());
            return levels.stream()
                    .limit(counts.getOrDefault(node, usual))
                    .sorted()
                    .map(level -> new PathInput(level, RspNetArchitecture.EVEN))
                    .toList();
        };
    }
}
