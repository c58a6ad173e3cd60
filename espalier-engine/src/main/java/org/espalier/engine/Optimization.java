package org.espalier.engine;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.espalier.engine.optimizer.Momenta;
import org.espalier.engine.weight.Layout;
import org.espalier.graph.Role;
import org.espalier.graph.Weight;
import org.espalier.optimizer.Optimizer;
import org.espalier.problem.BadData;
import org.espalier.safetensors.TensorData;
import org.espalier.safetensors.Tensors;

/**
 * An optimiser applied to the weights of some roles of a store: its rule, its momenta and the number of updates of each
 * weight. Steps on several graphs, such as sampled paths of a supernet, may share one. A weight that a step does not
 * use keeps its value and its momenta.
 *
 * <p>Native memory: close it before the store.
 */
@SuppressWarnings("try") // a scope or guard is there to be closed, not read
public final class Optimization implements AutoCloseable {

    private final WeightStore store;
    private final Optimizer rule;
    private final Set<Role> roles;
    private final Frozen frozen;
    private final Map<Role, Momenta> momenta = new EnumMap<>(Role.class);

    /**
     * An optimiser with momenta of zero.
     *
     * @param roles roles of the weights to update; not STATISTICS, which steps update themselves
     */
    public Optimization(WeightStore store, Optimizer rule, Set<Role> roles) {
        this(store, rule, roles, Frozen.NONE);
    }

    /**
     * An optimiser with momenta of zero.
     *
     * @param roles roles of the weights to update; not STATISTICS, which steps update themselves
     * @param frozen weights of these roles that are not updated
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
        try {
            EnumSet.copyOf(roles).forEach(role -> store.values(role).ifPresent(buffer -> add(role, buffer.layout())));
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void add(Role role, Layout layout) {
        momenta.put(role, new Momenta(rule, layout, store.type().scalarType()));
    }

    /** The store of the weights. */
    public WeightStore store() {
        return store;
    }

    /** The roles of the weights that are updated. */
    public Set<Role> roles() {
        return roles;
    }

    /** Whether a step that uses a weight updates it. */
    boolean moves(Weight.Named weight) {
        return roles.contains(weight.role()) && !frozen.holds(weight);
    }

    /** The momenta and update counts, for a checkpoint. */
    public Tensors toTensors() {
        Map<String, TensorData> all = new LinkedHashMap<>();
        momenta.forEach((role, ofRole) -> all.putAll(ofRole.toTensors(role + ".")));
        return Tensors.of(all);
    }

    /**
     * Restores the state that {@link #toTensors} returned, for the same rule and weights.
     * @throws BadData if something is missing or has another length
     */
    public void restore(Tensors tensors) {
        momenta.forEach((role, ofRole) -> ofRole.restore(role + ".", tensors));
    }

    @Override
    public void close() {
        momenta.values().forEach(Momenta::close);
    }

    /** Updates the weights named in {@code touched} by the gradients in the store. */
    void move(Set<String> touched, double rate) {
        momenta.forEach((role, ofRole) -> ofRole.move(
                store.values(role).orElseThrow(),
                store.gradients(role).orElseThrow(),
                touched,
                rate,
                rule.decay(role)));
    }
}
