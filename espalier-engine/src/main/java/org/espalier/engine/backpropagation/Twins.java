package org.espalier.engine.backpropagation;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.espalier.engine.forward.Forward;
import org.espalier.engine.operation.Operations;
import org.espalier.engine.tensor.Temporaries;
import org.espalier.graph.Op;

/**
 * Runs chains of equal operations as one on a concatenated batch. Only normalisations over the batch process the images
 * of each chain separately.
 */
record Twins(Forward forward) {

    /**
     * The concatenated results, in the caller's scope.
     * @param twins one or more chains of equal operations
     * @param in inputs of their first nodes, concatenated
     */
    Tensor run(List<Chain> twins, List<Tensor> in, Operations operations) {
        return Temporaries.without(() -> {
            List<Integer> nodes = twins.getFirst().nodes();
            Tensor value = at(0, twins, in, operations);
            for (int place = 1; place < nodes.size(); place++) {
                Tensor next = at(place, twins, List.of(value), operations);
                value.close();
                value = next;
            }
            return value;
        });
    }

    private Tensor at(int place, List<Chain> twins, List<Tensor> in, Operations operations) {
        int node = twins.getFirst().nodes().get(place);
        return twins.size() > 1 && isOverBatch(node)
                ? each(twins, place, in.getFirst(), operations)
                : forward.apply(operations, node, in);
    }

    private boolean isOverBatch(int node) {
        return forward.plan().node(node).op() instanceof Op.BatchNorm norm
                && norm.statistics() == Op.BatchNorm.Statistics.BATCH;
    }

    private Tensor each(List<Chain> twins, int place, Tensor joined, Operations operations) {
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
}
