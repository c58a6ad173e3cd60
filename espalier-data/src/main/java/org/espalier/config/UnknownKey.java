package org.espalier.config;

import java.util.Collection;
import org.espalier.problem.BadUsage;
import org.espalier.problem.Nearest;

/** The error for a key that the record does not have. */
final class UnknownKey {

    private UnknownKey() {}

    static BadUsage of(String origin, String group, String name, Collection<String> allowed) {
        String key = group.isEmpty() ? name : group + "." + name;
        String meant = Nearest.to(name, allowed)
                .map(near -> " (did you mean " + near + "?)")
                .orElse("");
        return new BadUsage(origin + ": unknown key " + key + meant + "; allowed: " + String.join(", ", allowed));
    }
}
