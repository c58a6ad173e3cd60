package org.espalier.space.autodeeplab;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Role;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.graph.Weight;
import org.espalier.space.OpenChoices;
import org.espalier.space.autodeeplab.SupernetConfig.StoredTransitions;
import org.espalier.space.trellis.Trellis;
import org.espalier.space.trellis.Trellis.Node;

/** The choices of a supernet where to go from each node of the trellis, all of one architecture parameter, beta. */
final class TransitionChoices {

    private static final int STORED_FOR_EACH_NODE = 3;

    private final Trellis trellis;
    private final Map<Node, Value> weights = new HashMap<>();

    private TransitionChoices(Trellis trellis) {
        this.trellis = trellis;
    }

    /** Opens them all. */
    static TransitionChoices open(
            GraphBuilder builder, OpenChoices choices, Trellis trellis, StoredTransitions stored) {
        TransitionChoices transitions = new TransitionChoices(trellis);
        boolean all = stored == StoredTransitions.ALL;
        int count = all
                ? trellis.layers() * trellis.levels() * STORED_FOR_EACH_NODE
                : trellis.transitions().size();
        Value logits = builder.scope("")
                .parameter(new Weight.Named("beta", List.of(count), Role.ARCHITECTURE, OpenChoices.NEARLY_EVEN));
        int next = 0;
        for (int layer = 1; layer <= trellis.layers(); layer++) {
            for (int from = 0; from <= trellis.deepest(layer - 1); from++) {
                List<Integer> targets = trellis.successors(layer, from);
                int ofNode = ((layer - 1) * trellis.levels() + from) * STORED_FOR_EACH_NODE;
                int start = all ? ofNode + targets.getFirst() - (from - 1) : next;
                next += targets.size();
                String name = AutoDeepLab.transitionChoice(layer, from);
                List<String> options =
                        targets.stream().map(to -> "s" + Trellis.stride(to)).toList();
                Value own = builder.scope(name).slice(logits, start, start + targets.size());
                transitions.weights.put(new Node(layer - 1, from), choices.open(name, options, own));
            }
        }
        return transitions;
    }

    /** The weight of a transition, [1]. */
    Value weight(Scope scope, Node from, Node to) {
        int option = trellis.successors(to.layer(), from.level()).indexOf(to.level());
        Value all = Objects.requireNonNull(weights.get(from), () -> "transitions out of " + from);
        return scope.slice(all, option, option + 1);
    }
}
