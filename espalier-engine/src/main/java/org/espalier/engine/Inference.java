package org.espalier.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.espalier.engine.forward.Forward;
import org.espalier.engine.forward.Plan;
import org.espalier.engine.input.NoiseSource;
import org.espalier.engine.input.Sources;
import org.espalier.engine.weight.Leaves;
import org.espalier.graph.Graph;
import org.espalier.random.Seed;
import org.espalier.schedule.Moment;

/**
 * Runs a graph forward with the current weights of a store and changes nothing. Normalisations over the batch use the
 * batch's statistics and do not update the stored ones. Native memory: close it before the store. Not thread-safe.
 */
@SuppressWarnings("try") // a scope or guard is there to be closed, not read
public final class Inference implements AutoCloseable {

    private final ElementType type;
    private final Leaves leaves;
    private final Forward forward;

    /**
     * Prepares runs of a graph.
     * @param graph all its weights are in the store
     */
    public Inference(Graph graph, WeightStore store) {
        this.type = store.type();
        Plan plan = new Plan(graph);
        this.leaves = store.leaves(graph);
        this.forward = new Forward(plan, leaves, Optional.empty());
    }

    /** Runs the graph; the caller closes the outputs. Noise inputs have the values of seed 0, step 0. */
    public Outputs run(Feeds feeds) {
        try (InferenceMode mode = new InferenceMode(true);
                PointerScope scope = new PointerScope()) {
            Map<String, Tensor> kept = new HashMap<>();
            Moment moment = new Moment(0, 0);
            Sources sources = new Sources(
                    feeds.inputs(), NoiseSource.of(new Seed(0)), moment, type.scalarType(), MemoryFormat.ChannelsLast);
            forward.infer(sources).forEach((name, tensor) -> {
                tensor.retainReference();
                kept.put(name, tensor);
            });
            return new Outputs(kept);
        }
    }

    @Override
    public void close() {
        leaves.close();
    }
}
