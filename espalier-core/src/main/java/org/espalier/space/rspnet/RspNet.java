package org.espalier.space.rspnet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Initializer;
import org.espalier.graph.Op;
import org.espalier.graph.Role;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.graph.Weight;
import org.espalier.space.rspnet.RspNetArchitecture.PathInput;
import org.espalier.space.rspnet.RspNetArchitecture.PathNode;
import org.espalier.space.rspnet.TrellisGraph.Place;
import org.espalier.space.trellis.Trellis;
import org.espalier.space.trellis.Trellis.Node;

/**
 * An interpretation of RSPNet: Recursive Stage Partial Network (Wang, Hsieh, Chang, arXiv 2210.00698). The search has
 * two stages: first the cell ({@link RspNetCellSpace}), on a trellis whose paths are averaged, then the paths
 * ({@link RspNetPathSpace}), with the cell in the recursive stage partial block ({@link RspBlock}). The paper leaves
 * much open; {@code docs/rspnet.md} lists our interpretations.
 */
public final class RspNet {

    private RspNet() {}

    /**
     * The network of an architecture, as it is trained from scratch. Gates that do not depend on the image are
     * constants: each input ends in a normalisation with its own scale, so training the gates too would add nothing.
     * Gates that depend on the image start at the logits that were found, and are trained.
     *
     * @throws IllegalArgumentException if the architecture cannot have these widths
     */
    public static Graph network(RspNetArchitecture architecture, RspNetWidths widths, int classes) {
        widths.require(architecture.block(), architecture.cell().blocks().size());
        return graph(
                architecture, widths, true, (scope, path) -> trained(scope, architecture.attention(), path), classes);
    }

    /** The gates of a node's kept inputs. */
    interface Gates {

        /**
         * Builds the gates.
         *
         * @param scope the node's own scope
         * @return tensor [kept inputs]
         */
        Value of(Scope scope, PathNode path);
    }

    /** The graph of an architecture, with the node and weight names of all graphs of the method. */
    static Graph graph(RspNetArchitecture architecture, RspNetWidths widths, boolean affine, Gates gates, int classes) {
        GraphBuilder builder = new GraphBuilder();
        Map<Node, PathNode> paths = new HashMap<>();
        List<Place> places = new ArrayList<>();
        for (PathNode path : architecture.nodes()) {
            paths.put(path.node(), path);
            places.add(new Place(
                    path.node(), path.inputs().stream().map(PathInput::level).toList()));
        }
        RspBlock.Cell cell = RspNetCell.decided(architecture.cell());
        new TrellisGraph(builder, widths, affine)
                .build(
                        places,
                        (scope, node, inputs) -> fused(
                                scope,
                                architecture.attention(),
                                inputs,
                                attention -> gates.of(attention, Objects.requireNonNull(paths.get(node)))),
                        (scope, x) -> architecture.block().apply(scope, x, cell),
                        classes);
        return builder.build();
    }

    /** Fuses a node's inputs: a single input stays, several are mixed. */
    static Value fused(Scope scope, PathAttention attention, List<Value> inputs, Function<Scope, Value> gates) {
        if (inputs.size() == 1) {
            return inputs.getFirst();
        }
        Scope place = scope.child("attention");
        return scope.mix(inputs, attention.weights(place, gates.apply(place), inputs));
    }

    /** The decoded gates, as a constant. */
    static Value constant(Scope scope, PathNode path) {
        return scope.constant(
                path.inputs().stream().mapToDouble(PathInput::gate).toArray());
    }

    private static Value trained(Scope scope, PathAttention attention, PathNode path) {
        return switch (attention) {
            case STATIC -> constant(scope, path);
            case DYNAMIC ->
                scope.activate(
                        scope.concat(path.inputs().stream()
                                .map(input -> logit(scope, input))
                                .toList()),
                        Op.Activation.Function.SIGMOID);
        };
    }

    private static Value logit(Scope scope, PathInput input) {
        double found = Math.log(input.gate() / (1 - input.gate()));
        return scope.parameter(new Weight.Named(
                scope.path() + ".gamma_s" + Trellis.stride(input.level()),
                List.of(1),
                Role.BIAS,
                new Initializer.Constant(found)));
    }
}
