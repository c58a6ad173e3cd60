package org.espalier.engine.forward;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;
import org.espalier.engine.input.Sources;
import org.espalier.engine.kernel.Computed;
import org.espalier.engine.kernel.KernelOperations;
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

    /** Computes the value of a node, in the caller's scope. */
    private interface Execution {
        Tensor value(int index, List<Tensor> in);
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

    /** The operations of one run that have kernels of our own. */
    public KernelOperations kernels(Sources sources) {
        return new KernelOperations(leaves, statistics, sources);
    }

    /** The same for values that are computed a second time in a step. */
    public KernelOperations kernelsAgain(Sources sources) {
        return new KernelOperations(leaves, Optional.empty(), sources);
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

    /** The outputs by name, in the caller's scope, by libtorch alone: autograd can differentiate them. */
    public Map<String, Tensor> run(Sources sources) {
        return run(sources, (node, value) -> {});
    }

    /** As {@link #run(Sources)}, with an observer. */
    public Map<String, Tensor> run(Sources sources, Observer observer) {
        Operations operations = operations(sources);
        return run((index, in) -> apply(operations, index, in), observer);
    }

    /** The outputs by name, in the caller's scope, by kernels of our own where there are; without gradients. */
    public Map<String, Tensor> infer(Sources sources) {
        Operations operations = operations(sources);
        KernelOperations kernels = kernels(sources);
        return run(
                (index, in) -> kernels.have(plan.node(index).op())
                        ? Temporaries.without(() -> inferred(kernels, index, in.getFirst(), sources))
                        : apply(operations, index, in),
                (node, value) -> {});
    }

    private Tensor inferred(KernelOperations kernels, int index, Tensor in, Sources sources) {
        Tensor dense = in.contiguous(sources.format());
        return computed(kernels, List.of(index), List.of(plan.node(index)), List.of(dense), true)
                .value();
    }

    private Map<String, Tensor> run(Execution execution, Observer observer) {
        Tensor[] values = new Tensor[plan.size()];
        for (int index = 0; index < values.length; index++) {
            List<Tensor> in =
                    plan.inputs(index).stream().map(input -> values[input]).toList();
            values[index] = execution.value(index, in);
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

    /**
     * The value of the first of consecutive nodes by a kernel, and of the second where both are one kernel, in the
     * caller's scope.
     * @param indexes of the consecutive nodes
     * @param twins for each part of the input's images the node that is applied to them
     * @param isOwn whether the input may be overwritten, if the node allows it
     */
    public Computed computed(
            KernelOperations kernels, List<Integer> indexes, List<Node> twins, List<Tensor> in, boolean isOwn) {
        List<Node> nodes = indexes.stream().map(plan::node).toList();
        boolean overwrite = isOwn && plan.overwritesInput(indexes.getFirst());
        return naming(nodes.getFirst(), () -> kernels.apply(nodes, twins, in, overwrite));
    }

    private Tensor checked(Operations operations, int index, List<Tensor> in) {
        Node node = plan.node(index);
        return naming(node, () -> operations.apply(node, in, plan.axesOf(index), plan.overwritesInput(index)));
    }

    /** The result of work for a node, which is named in errors. */
    private static <T> T naming(Node node, Supplier<T> work) {
        try {
            return work.get();
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
