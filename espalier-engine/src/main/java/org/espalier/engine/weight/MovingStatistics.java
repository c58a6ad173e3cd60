package org.espalier.engine.weight;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.espalier.engine.tensor.Owned;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.graph.Role;
import org.espalier.graph.Weight;

/**
 * Where the running statistics would go after a step: a second buffer that starts as a copy of the stored ones, is moved by each
 * normalisation over the batch, and takes their place once the step is known to be finite.
 */
public final class MovingStatistics implements AutoCloseable {

    private final Owned owned = new Owned();
    private final Optional<FlatBuffer> stored;
    private final FlatBuffer moved;
    private final Leaves leaves;
    private final Graph graph;
    private Map<String, Double> momenta;

    /**
     * @param stored the statistics of a store; empty if it has none
     * @param graph whose nodes move them
     */
    public MovingStatistics(Optional<FlatBuffer> stored, Graph graph, ScalarType type) {
        this.graph = graph;
        this.stored = stored;
        this.momenta = StatisticsShares.momenta(graph, Op.BatchNorm::momentum);
        List<Weight.Named> statistics = graph.weights().values().stream()
                .filter(weight -> weight.role() == Role.STATISTICS)
                .toList();
        Layout layout = stored.map(FlatBuffer::layout).orElseGet(() -> Layout.of(List.of(), MemoryFormat.Contiguous));
        try {
            FlatBuffer copy = owned.add(FlatBuffer.zeros(layout, type), FlatBuffer::close);
            this.moved = copy;
            this.leaves = owned.add(new Leaves(statistics, role -> copy), Leaves::close);
        } catch (RuntimeException | Error e) {
            owned.close();
            throw e;
        }
    }

    /** From now on moves all statistics by this momentum in place of the nodes' own. */
    public void moveBy(double momentum) {
        momenta = StatisticsShares.momenta(graph, norm -> momentum);
    }

    /** Begins a step. */
    public void begin() {
        stored.ifPresent(buffer -> moved.all().copy_(buffer.all()));
    }

    /** Ends a finite step: what was moved is now what is stored. */
    public void commit() {
        stored.ifPresent(buffer -> buffer.all().copy_(moved.all()));
    }

    /** The moved statistics, not to be closed. */
    public Tensor moved() {
        return moved.all();
    }

    /** With which momentum a node is to move its statistics in turn. */
    public double momentum(Node node) {
        return Objects.requireNonNull(momenta.get(node.name()), node.name());
    }

    /** Where a statistic is moved in place. */
    public Tensor target(Weight statistic) {
        return leaves.tensor(statistic);
    }

    /** Puts back what was moved in a copy: parts of a stack are no views of the buffer. */
    public void putBack(Op.BatchNorm norm, Tensor mean, Tensor variance) {
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
        owned.close();
    }
}
