package org.espalier.engine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.espalier.graph.Graph;
import org.espalier.graph.Weight;
import org.espalier.problem.BadUsage;
import org.espalier.problem.Nearest;
import org.espalier.text.Text;

/**
 * Weights that no step updates although their role is trained, such as those of a pretrained backbone. Running
 * statistics are not covered: to keep them, let the normalisations use the stored statistics
 * ({@link org.espalier.pass.StoredStatistics}).
 *
 * @param scopes beginnings of the weights' names, each up to a dot or a whole name: {@code backbone} freezes all
 *     weights inside it, {@code head.classifier.bias} one
 */
public record Frozen(List<String> scopes) {

    /** No weight is frozen. */
    public static final Frozen NONE = new Frozen(List.of());

    public Frozen {
        scopes = List.copyOf(scopes);
    }

    /** Whether a weight is frozen. */
    public boolean holds(Weight.Named weight) {
        return scopes.stream()
                .anyMatch(scope -> weight.name().equals(scope) || weight.name().startsWith(scope + "."));
    }

    /**
     * Checks that each scope exists.
     *
     * @throws BadUsage if a scope has no weight in the network; the message names the nearest that has
     */
    public void requireIn(Graph network) {
        SequencedSet<String> known = new LinkedHashSet<>();
        SequencedSet<String> outermost = new LinkedHashSet<>();
        for (String name : network.weights().keySet()) {
            for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
                known.add(name.substring(0, dot));
            }
            known.add(name);
            outermost.add(name.substring(0, Math.max(0, name.indexOf('.'))));
        }
        for (String scope : scopes) {
            if (!known.contains(scope)) {
                throw new BadUsage(Text.format(
                        "frozen scope %s: this network has no weights in it%s; allowed: scopes such as %s",
                        scope,
                        Nearest.to(scope, known)
                                .map(near -> " (did you mean " + near + "?)")
                                .orElse(""),
                        outermost));
            }
        }
    }
}
