package org.espalier.engine;

import java.util.List;
import org.espalier.graph.Graph;
import org.espalier.graph.Weight;
import org.espalier.problem.BadUsage;

/**
 * Weights that no step moves, though they have a role that is trained: those of a pretrained backbone, for instance. Running statistics are another matter:
 * a normalisation that reads the stored ones leaves them as they are.
 *
 * @param scopes places in a network, such as {@code backbone}, with all that is built in them
 */
public record Frozen(List<String> scopes) {

    /** All weights learn. */
    public static final Frozen NONE = new Frozen(List.of());

    public Frozen {
        scopes = List.copyOf(scopes);
    }

    /** Whether a weight stays as it is. */
    public boolean holds(Weight.Named weight) {
        return scopes.stream().anyMatch(scope -> weight.name().startsWith(scope + "."));
    }

    /** @throws BadUsage if a scope has no weight in the network */
    public void requireIn(Graph network) {
        for (String scope : scopes) {
            if (network.weights().values().stream().noneMatch(new Frozen(List.of(scope))::holds)) {
                List<String> places = network.weights().keySet().stream()
                        .map(name -> name.substring(0, Math.max(0, name.indexOf('.'))))
                        .distinct()
                        .toList();
                throw new BadUsage("frozen: got %s, where the network has no weight; allowed: places such as %s"
                        .formatted(scope, places));
            }
        }
    }
}
