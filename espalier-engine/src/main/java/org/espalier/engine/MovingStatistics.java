package org.espalier.engine;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.Tensor;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.graph.Role;
import org.espalier.graph.Weight;

/**
 * Where the running statistics would go after a step: a second buffer that starts as a copy of the stored ones, is moved by each
 * normalisation over the batch, and takes their place once the step is known to be finite.
 */
final class MovingStatistics implements AutoCloseable {

    private final FlatBuffer stored;
    private final FlatBuffer moved;
    private final Leaves leaves;
    private final Graph graph;
    private Map<String, Double> momenta;

    private MovingStatistics(FlatBuffer stored, Graph graph, ElementType type) {
        this.graph = graph;
        this.stored = stored;
        this.moved = FlatBuffer.zeros(stored.layout(), type);
        List<Weight.Named> statistics = graph.weights().values().stream()
                .filter(weight -> weight.role() == Role.STATISTICS)
                .toList();
        this.leaves = new Leaves(statistics, role -> moved);
        this.momenta = StatisticsShares.momenta(graph, Op.BatchNorm::momentum);
    }

    /** The statistics of a store, for runs of one graph. */
    static MovingStatistics of(WeightStore store, Graph graph) {
        FlatBuffer stored = store.values(Role.STATISTICS)
                .orElseGet(() -> FlatBuffer.zeros(Layout.of(List.of(), store.layout()), store.type()));
        return new MovingStatistics(stored, graph, store.type());
    }

    /** From now on moves all statistics by this momentum in place of the nodes' own. */
    void moveBy(double momentum) {
        momenta = StatisticsShares.momenta(graph, norm -> momentum);
    }

    /** Begins a step. */
    void begin() {
        moved.all().copy_(stored.all());
    }

    /** Ends a finite step: what was moved is now what is stored. */
    void commit() {
        stored.all().copy_(moved.all());
    }

    /** The moved statistics, not to be closed. */
    Tensor moved() {
        return moved.all();
    }

    /** With which momentum a node is to move its statistics in turn. */
    double momentum(Node node) {
        return Objects.requireNonNull(momenta.get(node.name()), node.name());
    }

    /** Where a statistic is moved in place. */
    Tensor target(Weight statistic) {
        return leaves.tensor(statistic);
    }

    /** Puts back what was moved in a copy: parts of a stack are no views of the buffer. */
    void putBack(Op.BatchNorm norm, Tensor mean, Tensor variance) {
        putBack(norm.mean(), mean);
        putBack(norm.variance(), variance);
    }

    private void putBack(Weight statistic, Tensor value) {
        switch (statistic) {
            case Weight.Named own -> {
                // A view of the buffer: it has been moved in place.
            }
            case Weight.Slice slice -> {
                Tensor whole = target(slice.of());
                write(whole.narrow(slice.axis(), slice.from(), slice.to() - slice.from()), value);
                putBack(slice.of(), whole);
            }
            case Weight.Stack stack -> {
                long from = 0;
                for (Weight part : stack.parts()) {
                    Tensor own = value.narrow(0, from, part.shape().getFirst());
                    write(target(part), own);
                    putBack(part, own);
                    from += part.shape().getFirst();
                }
            }
            case Weight.FoldedKernel folded -> throw notStatistics(folded);
            case Weight.FoldedBias folded -> throw notStatistics(folded);
        }
    }

    /** Writes behind autograd's back: it has kept other statistics of the same buffer, which it never reads, and would miss them. */
    private static void write(Tensor place, Tensor value) {
        place.data().copy_(value);
    }

    private static IllegalArgumentException notStatistics(Weight weight) {
        return new IllegalArgumentException("statistics cannot be moved through " + weight);
    }

    @Override
    public void close() {
        leaves.close();
        moved.close();
    }
}
