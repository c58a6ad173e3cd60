package org.espalier.engine.optimizer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.espalier.engine.tensor.HostArrays;
import org.espalier.engine.weight.FlatBuffer;
import org.espalier.engine.weight.Layout;
import org.espalier.optimizer.Optimizer;
import org.espalier.problem.BadData;
import org.espalier.safetensors.TensorData;
import org.espalier.safetensors.Tensors;
import org.espalier.text.Text;

/** State of an optimiser for the weights of one flat buffer: momenta, and the number of updates of each weight. */
@SuppressWarnings("try") // a scope is there to be closed, not read
public final class Momenta implements AutoCloseable {

    private static final String COUNTS = "steps";

    private final Optimizer rule;
    private final Layout layout;
    private final ScalarType type;
    private final Map<String, FlatBuffer> byName = new LinkedHashMap<>();
    private final long[] counts;

    /** Momenta of zero. */
    public Momenta(Optimizer rule, Layout layout, ScalarType type) {
        this.rule = rule;
        this.layout = layout;
        this.type = type;
        this.counts = new long[layout.slots().size()];
        try {
            Rule.momenta(rule).forEach(name -> byName.put(name, FlatBuffer.zeros(layout, type)));
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /**
     * Updates weights by their gradients.
     * @param gradients the rule may overwrite them
     * @param touched names of the weights to update
     * @param rate learning rate
     * @param decay weight decay
     */
    public void move(FlatBuffer values, FlatBuffer gradients, Set<String> touched, double rate, double decay) {
        for (Span span : Span.of(layout, touched, counts)) {
            try (PointerScope scope = new PointerScope()) {
                Rule.Buffers buffers = new Rule.Buffers(
                        values.range(span.from(), span.to()),
                        gradients.range(span.from(), span.to()),
                        name -> momentum(name).range(span.from(), span.to()));
                Rule.move(rule, buffers, span.count() + 1, rate, decay);
            }
        }
        Span.countUp(layout, touched, counts);
    }

    /** Momenta and update counts for a checkpoint, under names that begin with {@code prefix}. */
    public Map<String, TensorData> toTensors(String prefix) {
        Map<String, TensorData> all = new LinkedHashMap<>();
        byName.forEach((name, buffer) -> all.put(prefix + name, data(buffer)));
        all.put(prefix + COUNTS, TensorData.of(counts, counts.length));
        return all;
    }

    /**
     * Restores the state that {@link #toTensors} returned.
     * @throws BadData if something is missing or has another length
     */
    public void restore(String prefix, Tensors tensors) {
        byName.forEach((name, buffer) -> restore(buffer, prefix + name, tensors));
        long[] restored = tensors.get(prefix + COUNTS).longs();
        requireLength(prefix + COUNTS, restored.length, counts.length);
        System.arraycopy(restored, 0, counts, 0, counts.length);
    }

    @Override
    public void close() {
        byName.values().forEach(FlatBuffer::close);
    }

    private FlatBuffer momentum(String name) {
        return Objects.requireNonNull(byName.get(name), name);
    }

    private TensorData data(FlatBuffer buffer) {
        return type == ScalarType.Float
                ? TensorData.of(HostArrays.floats(buffer.all()), layout.elements())
                : TensorData.of(HostArrays.doubles(buffer.all()), layout.elements());
    }

    private void restore(FlatBuffer buffer, String name, Tensors tensors) {
        double[] values = tensors.get(name).doubles();
        requireLength(name, values.length, layout.elements());
        try (Tensor source = HostArrays.tensor(values, List.of(values.length), type)) {
            buffer.all().copy_(source);
        }
    }

    private static void requireLength(String name, long got, long expected) {
        if (got != expected) {
            throw new BadData(Text.format(
                    "the optimiser state %s has %d values, but this network needs %d; it belongs to another network",
                    name, got, expected));
        }
    }
}
