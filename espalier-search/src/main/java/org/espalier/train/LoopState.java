package org.espalier.train;

import java.util.Map;
import java.util.TreeMap;
import org.espalier.problem.BadData;
import org.espalier.run.Checkpoint;
import org.espalier.safetensors.Tensors;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The state of a {@link Loop} between two epochs.
 *
 * @param steps number of steps done
 * @param nanos time spent in epochs
 * @param groups tensors by group, such as {@code weights} and {@code optimizer}
 */
public record LoopState(long steps, long nanos, Map<String, Tensors> groups) {

    private static final String NANOS = "nanos";

    public LoopState {
        groups = new TreeMap<>(groups);
    }

    /** Reads the state from a checkpoint. */
    public static LoopState of(Checkpoint checkpoint) {
        return new LoopState(
                checkpoint.step(), checkpoint.state().required(NANOS).longValue(), checkpoint.groups());
    }

    /** The state as a checkpoint. */
    public Checkpoint checkpoint() {
        return new Checkpoint(
                steps, groups, JsonNodeFactory.instance.objectNode().put(NANOS, nanos));
    }

    /**
     * The tensors of a group.
     *
     * @throws BadData if there is no such group
     */
    public Tensors group(String name) {
        Tensors tensors = groups.get(name);
        if (tensors == null) {
            throw new BadData("the checkpoint has no " + name + ", only " + groups.keySet()
                    + "; it was written by another method or configuration");
        }
        return tensors;
    }
}
