package org.espalier.train;

import java.util.Map;
import java.util.TreeMap;
import org.espalier.problem.BadData;
import org.espalier.run.Checkpoint;
import org.espalier.safetensors.Tensors;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The state of a {@link Loop} between two steps.
 *
 * @param steps number of steps done
 * @param nanos time spent in epochs
 * @param epoch the steps of an epoch that has not been reported yet
 * @param groups tensors by group, such as {@code weights} and {@code optimizer}
 */
public record LoopState(long steps, long nanos, EpochSoFar epoch, Map<String, Tensors> groups) {

    private static final String NANOS = "nanos";
    private static final String EPOCH = "epoch";

    public LoopState {
        groups = new TreeMap<>(groups);
    }

    /** Reads the state from a checkpoint. */
    public static LoopState of(Checkpoint checkpoint) {
        return new LoopState(
                checkpoint.step(),
                checkpoint.state().required(NANOS).longValue(),
                EpochSoFar.of(checkpoint.state().required(EPOCH)),
                checkpoint.groups());
    }

    /** The state as a checkpoint. */
    public Checkpoint checkpoint() {
        ObjectNode state = JsonNodeFactory.instance.objectNode().put(NANOS, nanos);
        state.set(EPOCH, epoch.json());
        return new Checkpoint(steps, groups, state);
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
