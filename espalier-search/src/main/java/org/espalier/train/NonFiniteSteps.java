package org.espalier.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.safetensors.TensorData;
import org.espalier.safetensors.Tensors;

/**
 * The number of steps whose loss or gradient was not finite. Part of the state of a run: the limit applies across
 * interruptions.
 *
 * @param counts by kind of step
 */
public record NonFiniteSteps(Map<String, Integer> counts) {

    /** The group of a {@link LoopState} with the counts. */
    public static final String GROUP = "non-finite-steps";

    public NonFiniteSteps {
        counts = new TreeMap<>(counts);
    }

    /** The counts of a saved state. */
    public static NonFiniteSteps of(LoopState state) {
        Map<String, Integer> counts = new TreeMap<>();
        state.group(GROUP).byName().forEach((kind, count) -> counts.put(kind, Math.toIntExact(count.longs()[0])));
        return new NonFiniteSteps(counts);
    }

    /** The count of one kind of step; 0 if there is none. */
    public int of(String kind) {
        return counts.getOrDefault(kind, 0);
    }

    /** The counts as tensors, for a checkpoint. */
    public Tensors toTensors() {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        counts.forEach((kind, count) -> tensors.put(kind, TensorData.of(new long[] {count})));
        return Tensors.of(tensors);
    }
}
