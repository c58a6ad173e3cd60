package org.espalier.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.safetensors.TensorData;
import org.espalier.safetensors.Tensors;

/**
 * How many steps of a run were not finite so far. It belongs to the state of a run: a run stops at a given number of them, also when it was
 * interrupted in between.
 *
 * @param counts by the kind of step
 */
public record NonFiniteSteps(Map<String, Integer> counts) {

    /** The group of a {@link LoopState} that holds them. */
    public static final String GROUP = "non-finite-steps";

    public NonFiniteSteps {
        counts = new TreeMap<>(counts);
    }

    /** Those of a saved state. */
    public static NonFiniteSteps of(LoopState state) {
        Map<String, Integer> counts = new TreeMap<>();
        state.group(GROUP).byName().forEach((kind, count) -> counts.put(kind, Math.toIntExact(count.longs()[0])));
        return new NonFiniteSteps(counts);
    }

    /** The count of one kind of step; 0 if there was none. */
    public int of(String kind) {
        return counts.getOrDefault(kind, 0);
    }

    /** As they are saved. */
    public Tensors toTensors() {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        counts.forEach((kind, count) -> tensors.put(kind, TensorData.of(new long[] {count}, 1)));
        return Tensors.of(tensors);
    }
}
