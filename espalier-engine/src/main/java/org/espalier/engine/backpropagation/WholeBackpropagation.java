package org.espalier.engine.backpropagation;

import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.espalier.engine.forward.Forward;
import org.espalier.engine.input.Sources;
import org.espalier.engine.loss.ObjectiveValue;
import org.espalier.loss.Objective;

/** Runs the graph node by node, and libtorch's autograd over all of it. */
public record WholeBackpropagation(Forward forward, int threadsPerOperation) implements Backpropagation {

    @Override
    public Outcome run(Sources sources, Objective objective) {
        Map<String, Tensor> outputs = forward.run(sources);
        return new Outcome(
                ObjectiveValue.differentiated(objective, outputs, sources.inputs(), sources.elements()), Set.of());
    }

    @Override
    public void close() {
        // Owns nothing.
    }
}
