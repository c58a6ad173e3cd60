package org.espalier.engine.backpropagation;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.espalier.engine.forward.Forward;
import org.espalier.engine.kernel.Computed;
import org.espalier.engine.kernel.Differentiated;
import org.espalier.engine.kernel.KernelOperations;
import org.espalier.engine.operation.Operations;
import org.espalier.engine.tensor.Temporaries;
import org.espalier.graph.Node;
import org.espalier.graph.Op;

/**
 * Runs chains of equal operations as one on a concatenated batch. Only normalisations over the batch process the images
 * of each chain separately.
 */
record Twins(Forward forward, Operations operations, KernelOperations kernels, MemoryFormat format) {

    /**
     * Runs the chains for their gradient, in the caller's scope.
     * @param twins one or more chains of equal operations
     * @param in inputs of their first nodes, concatenated; leaves of autograd
     */
    History record(List<Chain> twins, List<Tensor> in) {
        List<Computed> stretches = new ArrayList<>();
        List<Tensor> read = in;
        for (int place = 0; place < length(twins); place += stretches.getLast().nodes()) {
            Computed next = stretch(twins, place, read, place > 0);
            if (place > 0 && isNeedless(stretches.getLast(), next)) {
                stretches.getLast().forget();
            }
            stretches.add(next);
            read = List.of(next.value());
        }
        return new History(stretches);
    }

    /** Whether a value need not be kept for the gradient of the next: it is not read, or soon computed again. */
    private static boolean isNeedless(Computed before, Computed next) {
        return !next.readsInput() || before.isRestorable() && !(next instanceof Differentiated);
    }

    /** The concatenated results without a history, in the caller's scope. */
    @SuppressWarnings("try") // a guard is there to be closed, not read
    Tensor run(List<Chain> twins, List<Tensor> in) {
        try (NoGradGuard guard = new NoGradGuard()) {
            return Temporaries.without(() -> {
                Computed last = stretch(twins, 0, in, false);
                for (int place = last.nodes(); place < length(twins); place += last.nodes()) {
                    Computed next = stretch(twins, place, List.of(last.value()), true);
                    last.close();
                    last = next;
                }
                return last.value();
            });
        }
    }

    private Computed stretch(List<Chain> twins, int place, List<Tensor> in, boolean isOwn) {
        return kernels.have(node(twins.getFirst(), place).op(), in)
                ? byKernel(twins, place, in, isOwn)
                : byLibtorch(twins, place, in);
    }

    private Computed byKernel(List<Chain> twins, int place, List<Tensor> in, boolean isOwn) {
        List<Integer> nodes = twins.getFirst().nodes();
        List<Node> each = twins.stream().map(twin -> node(twin, place)).toList();
        return forward.computed(kernels, nodes.subList(place, nodes.size()), each, in, isOwn);
    }

    /** All nodes up to the next one that has a kernel. */
    private Computed byLibtorch(List<Chain> twins, int first, List<Tensor> in) {
        int end = first + 1;
        while (end < length(twins) && !kernels.have(node(twins.getFirst(), end).op())) {
            end++;
        }
        int after = end;
        Tensor history = Temporaries.without(() -> {
            Tensor value = at(first, twins, in);
            for (int place = first + 1; place < after; place++) {
                Tensor next = at(place, twins, List.of(value));
                value.close();
                value = next;
            }
            return value;
        });
        return new Differentiated(end - first, history, format);
    }

    private Tensor at(int place, List<Chain> twins, List<Tensor> in) {
        return twins.size() > 1 && isOverBatch(node(twins.getFirst(), place))
                ? each(twins, place, in.getFirst())
                : forward.apply(operations, twins.getFirst().nodes().get(place), in);
    }

    private static boolean isOverBatch(Node node) {
        return node.op() instanceof Op.BatchNorm norm && norm.statistics() == Op.BatchNorm.Statistics.BATCH;
    }

    private Tensor each(List<Chain> twins, int place, Tensor joined) {
        return Temporaries.without(() -> {
            TensorVector parts = joined.split(joined.size(0) / twins.size(), 0);
            List<Tensor> results = new ArrayList<>();
            for (int twin = 0; twin < twins.size(); twin++) {
                int node = twins.get(twin).nodes().get(place);
                results.add(forward.apply(operations, node, List.of(parts.get(twin))));
            }
            return torch.cat(new TensorVector(results.toArray(Tensor[]::new)), 0);
        });
    }

    private Node node(Chain chain, int place) {
        return forward.plan().node(chain.nodes().get(place));
    }

    private static int length(List<Chain> twins) {
        return twins.getFirst().nodes().size();
    }
}
