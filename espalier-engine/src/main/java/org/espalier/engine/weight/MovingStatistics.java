package org.espalier.engine.weight;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.espalier.engine.tensor.Memory;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.graph.Role;
import org.espalier.graph.Weight;
import org.espalier.resource.Owned;

/**
 * The running statistics during a step: a copy of the stored ones, which normalisations over the batch update. It
 * replaces the stored ones if the step is finite.
 */
@SuppressWarnings("try") // a scope is there to be closed, not read
public final class MovingStatistics implements AutoCloseable {

    private final Owned owned = new Owned();
    private final Optional<FlatBuffer> stored;
    private final FlatBuffer moved;
    private final Leaves leaves;
    private final Graph graph;
    private Map<String, Double> momenta;

    /**
     * A copy of the stored statistics.
     * @param stored the statistics of a store; empty if it has none
     * @param graph its normalisations over the batch update the statistics
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

    /** Uses this momentum from now on instead of the momenta of the nodes. */
    public void moveBy(double momentum) {
        momenta = StatisticsShares.momenta(graph, norm -> momentum);
    }

    /** Starts a step from the stored statistics. */
    public void begin() {
        stored.ifPresent(buffer -> moved.all().copy_(buffer.all()));
    }

    /** Ends a finite step: stores the updated statistics. */
    public void commit() {
        stored.ifPresent(buffer -> buffer.all().copy_(moved.all()));
    }

    /** The updated statistics. The caller must not close them. */
    public Tensor moved() {
        return moved.all();
    }

    /** The momentum with which a node updates its statistics when its turn comes. */
    public double momentum(Node node) {
        return Objects.requireNonNull(momenta.get(node.name()), node.name());
    }

    /**
     * Moves the statistics that a normalisation over the batch names.
     * @param mean of each channel, from {@code from} on
     * @param variance of each channel, divided by the number of values, from {@code from} on
     * @param count of values that were averaged, more than 1
     */
    public void update(Node node, float[] mean, float[] variance, int from, int count) {
        Op.BatchNorm norm = (Op.BatchNorm) node.op();
        double momentum = momentum(node);
        try (PointerScope scope = new PointerScope()) {
            move(norm.mean(), mean, from, momentum, 1);
            move(norm.variance(), variance, from, momentum, count / (count - 1.0));
        }
    }

    private void move(Weight statistic, float[] observed, int from, double momentum, double factor) {
        Tensor target = target(statistic);
        FloatBuffer memory = Memory.of(target);
        for (int channel = 0; channel < memory.capacity(); channel++) {
            double moved = (1 - momentum) * memory.get(channel) + momentum * factor * observed[from + channel];
            memory.put(channel, (float) moved);
        }
        writeBack(statistic, target);
    }

    /** The tensor that a node updates in place. */
    public Tensor target(Weight statistic) {
        return leaves.tensor(statistic);
    }

    /** Writes statistics that were updated in a concatenated copy back to the buffer. */
    public void writeBack(Op.BatchNorm norm, Tensor mean, Tensor variance) {
        writeBack(norm.mean(), mean);
        writeBack(norm.variance(), variance);
    }

    private void writeBack(Weight statistic, Tensor value) {
        switch (statistic) {
            case Weight.Named own -> {
                // A view of the buffer, updated in place.
            }
            case Weight.Slice slice -> {
                Tensor whole = target(slice.of());
                write(whole.narrow(slice.axis(), slice.from(), slice.to() - slice.from()), value);
                writeBack(slice.of(), whole);
            }
            case Weight.Stack stack -> {
                long from = 0;
                for (Weight part : stack.parts()) {
                    Tensor own = value.narrow(0, from, part.shape().getFirst());
                    write(target(part), own);
                    writeBack(part, own);
                    from += part.shape().getFirst();
                }
            }
            case Weight.FoldedKernel folded -> throw notStatistics(folded);
            case Weight.FoldedBias folded -> throw notStatistics(folded);
        }
    }

    /**
     * Writes to {@code data()}, which autograd does not track: autograd has saved other statistics of the same buffer,
     * which it never reads, and would complain that they have changed.
     */
    private static void write(Tensor place, Tensor value) {
        place.data().copy_(value);
    }

    private static IllegalArgumentException notStatistics(Weight weight) {
        return new IllegalArgumentException("cannot update statistics that are " + weight);
    }

    @Override
    public void close() {
        owned.close();
    }
}
