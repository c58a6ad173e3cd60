package org.espalier.engine;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.espalier.graph.Role;
import org.espalier.graph.Weight;
import org.espalier.optimizer.Optimizer;
import org.espalier.problem.BadData;
import org.espalier.safetensors.TensorData;
import org.espalier.safetensors.Tensors;

/**
 * An optimiser at work on the weights of some roles of a store: the rule, its momenta and how often each weight has moved. Steps on several
 * graphs (sampled paths of a supernet) may share one. A weight that a step's graph does not read keeps its value and its momenta.
 *
 * <p>Native memory: close it, before the store.
 */
@SuppressWarnings("try") // a scope or guard is there to be closed, not read
public final class Optimization implements AutoCloseable {

    private static final String COUNTS = "steps";

    private final WeightStore store;
    private final Optimizer rule;
    private final Set<Role> roles;
    private final Frozen frozen;
    private final Map<Role, OfRole> state = new EnumMap<>(Role.class);

    /** Momenta and counts of one role's weights. */
    private record OfRole(Map<String, FlatBuffer> momenta, long[] counts) {
        FlatBuffer momentum(String name) {
            return Objects.requireNonNull(momenta.get(name), name);
        }
    }

    /**
     * Momenta of zero.
     *
     * @param roles whose weights move; statistics are moved by steps themselves and cannot be among them
     */
    public Optimization(WeightStore store, Optimizer rule, Set<Role> roles) {
        this(store, rule, roles, Frozen.NONE);
    }

    /**
     * Momenta of zero.
     *
     * @param roles as above
     * @param frozen weights of these roles that do not move nevertheless
     */
    public Optimization(WeightStore store, Optimizer rule, Set<Role> roles, Frozen frozen) {
        if (roles.isEmpty() || roles.contains(Role.STATISTICS)) {
            throw new IllegalArgumentException(
                    "roles: " + roles + "; allowed: one or more of KERNEL, SCALE, BIAS, ARCHITECTURE");
        }
        this.store = store;
        this.rule = rule;
        this.roles = Set.copyOf(roles);
        this.frozen = frozen;
        for (Role role : EnumSet.copyOf(roles)) {
            store.values(role).ifPresent(buffer -> state.put(role, fresh(buffer.layout())));
        }
    }

    /** The store whose weights move. */
    public WeightStore store() {
        return store;
    }

    /** The roles of the weights that move. */
    public Set<Role> roles() {
        return roles;
    }

    /** Whether a weight moves where a step reads it. */
    boolean moves(Weight.Named weight) {
        return roles.contains(weight.role()) && !frozen.holds(weight);
    }

    /** The momenta and counts, as they go into a checkpoint. */
    public Tensors toTensors() {
        Map<String, TensorData> all = new LinkedHashMap<>();
        state.forEach((role, ofRole) -> {
            ofRole.momenta.forEach((name, buffer) -> all.put(role + "." + name, data(buffer)));
            all.put(role + "." + COUNTS, TensorData.of(ofRole.counts, ofRole.counts.length));
        });
        return Tensors.of(all);
    }

    /**
     * Takes over what {@link #toTensors} gave, of an optimisation of the same rule and weights.
     *
     * @throws BadData if something is missing or has another length
     */
    public void restore(Tensors tensors) {
        state.forEach((role, ofRole) -> {
            ofRole.momenta.forEach((name, buffer) -> restore(buffer, role + "." + name, tensors));
            long[] counts = tensors.get(role + "." + COUNTS).longs();
            requireLength(role + "." + COUNTS, counts.length, ofRole.counts.length);
            System.arraycopy(counts, 0, ofRole.counts, 0, counts.length);
        });
    }

    @Override
    public void close() {
        state.values().forEach(ofRole -> ofRole.momenta.values().forEach(FlatBuffer::close));
    }

    /** Moves the weights of {@code touched} names along the gradients in the store. */
    void move(Set<String> touched, double rate) {
        for (Map.Entry<Role, OfRole> entry : state.entrySet()) {
            FlatBuffer values = store.values(entry.getKey()).orElseThrow();
            FlatBuffer gradients = store.gradients(entry.getKey()).orElseThrow();
            OfRole ofRole = entry.getValue();
            double decay = rule.decay(entry.getKey());
            for (Span span : Span.of(values.layout(), touched, ofRole.counts)) {
                try (PointerScope scope = new PointerScope()) {
                    Rule.Buffers buffers = new Rule.Buffers(
                            values.range(span.from(), span.to()),
                            gradients.range(span.from(), span.to()),
                            name -> ofRole.momentum(name).range(span.from(), span.to()));
                    Rule.move(rule, buffers, span.count() + 1, rate, decay);
                }
            }
            Span.countUp(values.layout(), touched, ofRole.counts);
        }
    }

    private OfRole fresh(Layout layout) {
        Map<String, FlatBuffer> momenta = new LinkedHashMap<>();
        Rule.momenta(rule).forEach(name -> momenta.put(name, FlatBuffer.zeros(layout, store.type())));
        return new OfRole(momenta, new long[layout.slots().size()]);
    }

    private TensorData data(FlatBuffer buffer) {
        return switch (store.type()) {
            case FLOAT32 ->
                TensorData.of(HostArrays.floats(buffer.all()), buffer.layout().elements());
            case FLOAT64 ->
                TensorData.of(HostArrays.doubles(buffer.all()), buffer.layout().elements());
        };
    }

    private void restore(FlatBuffer buffer, String name, Tensors tensors) {
        double[] values = tensors.get(name).doubles();
        requireLength(name, values.length, buffer.layout().elements());
        try (Tensor source = HostArrays.tensor(values, List.of(values.length), store.type())) {
            buffer.all().copy_(source);
        }
    }

    private static void requireLength(String name, long got, long expected) {
        if (got != expected) {
            throw new BadData(
                    "the optimiser's state %s has %d values and this network needs %d; it is another network's"
                            .formatted(name, got, expected));
        }
    }
}
