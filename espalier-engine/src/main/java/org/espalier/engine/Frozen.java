package org.espalier.engine;

import java.util.List;
import org.espalier.graph.Graph;
import org.espalier.graph.Weight;
import org.espalier.problem.BadUsage;
import org.espalier.text.Text;

/**
 * Weights that no step updates although their role is trained, such as those of a pretrained backbone. Running
 * statistics are not covered: to keep them, let the normalisations use the stored statistics.
 *
 * @param scopes scopes of a network, such as {@code backbone}, with everything inside them
 */
public record Frozen(List<String> scopes) {

    /** No weight is frozen. */
    public static final Frozen NONE = new Frozen(List.of());

    public Frozen {
        scopes = List.copyOf(scopes);
    }

    /** Whether a weight is frozen. */
    public boolean holds(Weight.Named weight) {
        return scopes.stream().anyMatch(scope -> weight.name().startsWith(scope + "."));
    }

    /**
     * Checks that each scope exists.
     *
     * @throws BadUsage if a scope has no weight in the network
     */
    public void requireIn(Graph network) {
        for (String scope : scopes) {
            if (network.weights().values().stream().noneMatch(new Frozen(List.of(scope))::holds)) {
                List<String> known = network.weights().keySet().stream()
                        .map(name -> name.substring(0, Math.max(0, name.indexOf('.'))))
                        .distinct()
                        .toList();
                throw new BadUsage(Text.format(
                        "frozen scope %s: this network has no weights in it; allowed: scopes such as %s",
                        scope, known));
            }
        }
    }
}
