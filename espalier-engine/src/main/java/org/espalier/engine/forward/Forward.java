package org.espalier.engine.forward;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.espalier.engine.input.Sources;
import org.espalier.engine.operation.Operations;
import org.espalier.engine.tensor.Temporaries;
import org.espalier.engine.weight.Leaves;
import org.espalier.engine.weight.MovingStatistics;
import org.espalier.graph.Node;
import org.espalier.problem.Failure;
import org.espalier.problem.Problem;
import org.espalier.text.Text;

/** Runs a graph node by node and frees each value after its last use. Its only side effect is on moving statistics. */
public final class Forward {

    /** Receives the value of each node right after it was computed. */
    public interface Observer {

        /** Inspects a value, which it must neither keep nor change. */
        void accept(Node node, Tensor value);
    }

    private final Plan plan;
    private final Leaves leaves;
    private final Optional<MovingStatistics> statistics;

    /**
     * Prepares runs.
     * @param statistics updated by normalisations over the batch; empty for no updates
     */
    public Forward(Plan plan, Leaves leaves, Optional<MovingStatistics> statistics) {
        this.plan = plan;
        this.leaves = leaves;
        this.statistics = statistics;
    }

    public Plan plan() {
        return plan;
    }

    /** The operations of one run. */
    public Operations operations(Sources sources) {
        return new Operations(leaves, statistics, sources);
    }

    /** The operations that compute values a second time in a step: they do not update statistics again. */
    public Operations operationsAgain(Sources sources) {
        return new Operations(leaves, Optional.empty(), sources);
    }

    /** Whether a node reads a weight that gets a gradient. */
    public boolean hasDifferentiatedWeight(int index) {
        boolean[] any = new boolean[1];
        plan.node(index)
                .op()
                .weights()
                .forEach(weight -> weight.forEachNamed(named -> any[0] |= leaves.isDifferentiated(named)));
        return any[0];
    }

    /** The outputs by name, in the caller's scope. */
    public Map<String, Tensor> run(Sources sources) {
        return run(sources, (node, value) -> {});
    }

    /** As {@link #run(Sources)}, with an observer. */
    public Map<String, Tensor> run(Sources sources, Observer observer) {
        Operations operations = operations(sources);
        Tensor[] values = new Tensor[plan.size()];
        for (int index = 0; index < values.length; index++) {
            List<Tensor> in =
                    plan.inputs(index).stream().map(input -> values[input]).toList();
            values[index] = apply(operations, index, in);
            observer.accept(plan.node(index), values[index]);
            for (int read : plan.lastReadBy(index)) {
                values[read].close();
            }
        }
        Map<String, Tensor> outputs = new HashMap<>();
        plan.graph()
                .outputs()
                .forEach((name, node) -> outputs.put(name, values[plan.graph().index(node)]));
        return outputs;
    }

    /** The value of a node, in the caller's scope; intermediate tensors are freed. */
    public Tensor apply(Operations operations, int index, List<Tensor> in) {
        return Temporaries.without(() -> checked(operations, index, in));
    }

    private Tensor checked(Operations operations, int index, List<Tensor> in) {
        Node node = plan.node(index);
        try {
            return operations.apply(node, in, plan.axesOf(index), plan.overwritesInput(index));
        } catch (Problem e) {
            throw e;
        } catch (RuntimeException e) {
            throw new Failure(
                    Text.format(
                            "node %s (%s): %s",
                            node.name(), node.op().getClass().getSimpleName(), firstLine(e)),
                    e);
        }
    }

    private static String firstLine(RuntimeException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
