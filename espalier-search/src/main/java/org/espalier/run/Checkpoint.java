package org.espalier.run;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.espalier.safetensors.Tensors;
import tools.jackson.databind.JsonNode;

/**
 * The state of a run between two steps: enough to continue as if it had not been interrupted.
 *
 * @param step number of steps done
 * @param groups tensors by group, such as {@code weights}, {@code optimizer}, {@code average}; each is saved to a file
 *     of that name
 * @param state everything else
 */
public record Checkpoint(long step, Map<String, Tensors> groups, JsonNode state) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

    public Checkpoint {
        groups = Collections.unmodifiableMap(new TreeMap<>(groups));
        for (String group : groups.keySet()) {
            if (!NAME.matcher(group).matches()) {
                throw new IllegalArgumentException(
                        "groups: \"" + group + "\"; allowed: small letters, digits and hyphens, a letter first");
            }
        }
    }
}
