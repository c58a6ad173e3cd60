package org.espalier.run;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.espalier.problem.BadData;
import org.espalier.safetensors.Tensors;
import tools.jackson.databind.JsonNode;

/**
 * All that a run needs to continue as if it had not been interrupted.
 *
 * @param step the number of steps done
 * @param groups tensors by what they are, such as {@code weights}, {@code optimizer}, {@code average}; each becomes a file of that name
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

    /**
     * The tensors of a group.
     *
     * @throws BadData if the checkpoint has none
     */
    public Tensors group(String name) {
        Tensors tensors = groups.get(name);
        if (tensors == null) {
            throw new BadData("the checkpoint of step " + step + " has no " + name + ", only " + groups.keySet()
                    + "; it is another method's or another version's");
        }
        return tensors;
    }
}
