package org.espalier.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.espalier.engine.tensor.HostArrays;
import org.espalier.engine.weight.FlatBuffer;
import org.espalier.engine.weight.Layout;
import org.espalier.engine.weight.Leaves;
import org.espalier.engine.weight.MovingStatistics;
import org.espalier.graph.Graph;
import org.espalier.graph.Role;
import org.espalier.graph.Weight;
import org.espalier.problem.BadData;
import org.espalier.problem.Nearest;
import org.espalier.random.Seed;
import org.espalier.safetensors.TensorData;
import org.espalier.safetensors.Tensors;
import org.espalier.text.Text;

/**
 * The values of named weights. All weights of a role lie in one buffer, and named weights are views of it. So an
 * optimiser update, clipping, an average or a check for finite values takes one native call per role. Native memory:
 * close it. Not thread-safe.
 */
@SuppressWarnings("try") // a scope or guard is there to be closed, not read
public final class WeightStore implements AutoCloseable {

    private final ElementType type;
    private final MapLayout layout;
    private final Map<Role, FlatBuffer> values = new EnumMap<>(Role.class);
    private final Map<Role, FlatBuffer> gradients = new EnumMap<>(Role.class);
    private final SequencedMap<String, Weight.Named> weights;

    private WeightStore(SequencedMap<String, Weight.Named> weights, ElementType type, MapLayout layout) {
        LibTorch.load();
        this.type = type;
        this.layout = layout;
        this.weights = weights;
        try {
            weights.values().stream()
                    .collect(Collectors.groupingBy(
                            Weight.Named::role, () -> new EnumMap<>(Role.class), Collectors.toList()))
                    .forEach(this::add);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void add(Role role, List<Weight.Named> ofRole) {
        values.put(role, FlatBuffer.zeros(Layout.of(ofRole, layout.format()), type.scalarType()));
    }

    /** The weights of a graph at their initial values. A value depends only on the seed and the name of its weight. */
    public static WeightStore of(Graph graph, ElementType type, Seed seed) {
        return of(graph.weights().values(), type, seed);
    }

    /** Weights, for example of several graphs, at their initial values, channels-last. */
    public static WeightStore of(Collection<Weight.Named> weights, ElementType type, Seed seed) {
        return of(weights, type, seed, MapLayout.CHANNELS_LAST);
    }

    /**
     * Weights, for example of several graphs, at their initial values.
     *
     * @param weights in memory order; duplicates are allowed
     * @param layout of the kernels, and of the feature maps of steps on this store
     * @throws IllegalArgumentException if two different weights have the same name
     */
    public static WeightStore of(Collection<Weight.Named> weights, ElementType type, Seed seed, MapLayout layout) {
        SequencedMap<String, Weight.Named> byName = new LinkedHashMap<>();
        for (Weight.Named weight : weights) {
            Weight.Named known = byName.putIfAbsent(weight.name(), weight);
            if (known != null && !known.equals(weight)) {
                throw new IllegalArgumentException(
                        "two weights are named " + weight.name() + ": " + known + " and " + weight);
            }
        }
        WeightStore store = new WeightStore(byName, type, layout);
        try {
            store.initialize(seed.derive("weights"));
            return store;
        } catch (RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    private void initialize(Seed seed) {
        weights.forEach((name, weight) -> write(name, weight.initializer().values(weight, seed)));
    }

    /** Number type of the weights. */
    public ElementType type() {
        return type;
    }

    /** Memory layout of the kernels, and of the feature maps of steps on this store. */
    public MapLayout layout() {
        return layout;
    }

    /** The weights by name, in memory order. */
    public SequencedMap<String, Weight.Named> weights() {
        return weights;
    }

    /**
     * A copy of a weight's values, row-major.
     *
     * @throws BadData if there is no such weight
     */
    public double[] read(String name) {
        try (Tensor view = view(name)) {
            return HostArrays.doubles(view);
        }
    }

    /**
     * Replaces a weight's values.
     *
     * @param replacement row-major, as many as the weight has
     * @throws BadData if there is no such weight
     * @throws IllegalArgumentException if the number of values differs
     */
    public void write(String name, double... replacement) {
        List<Integer> shape = weight(name).shape();
        if (replacement.length != Weight.elements(shape)) {
            throw new IllegalArgumentException(Text.format(
                    "weight %s of shape %s has %d values, got %d",
                    name, shape, Weight.elements(shape), replacement.length));
        }
        try (PointerScope scope = new PointerScope()) {
            view(name).copy_(HostArrays.tensor(replacement, shape, type.scalarType()));
        }
    }

    /**
     * A copy of a weight's gradient, row-major, as the last step on its role left it: after clipping, and after changes
     * by the optimiser such as weight decay.
     *
     * @throws BadData if there is no such weight
     */
    public double[] readGradient(String name) {
        Weight.Named weight = weight(name);
        try (Tensor view = gradients(weight.role()).orElseThrow().view(weight)) {
            return HostArrays.doubles(view);
        }
    }

    /** A copy with memory of its own; the caller closes it. */
    public WeightStore copy() {
        WeightStore copy = new WeightStore(weights, type, layout);
        copy.values.forEach((role, buffer) -> buffer.all().copy_(buffer(role).all()));
        return copy;
    }

    /** Copies all weights that {@code other} has under the same name and in the same shape. */
    public Inheritance copyFrom(WeightStore other) {
        return copyFrom(other.weights.keySet(), name -> other.weight(name).shape(), other::read);
    }

    /** Copies all weights that {@code tensors} has under the same name and in the same shape. */
    public Inheritance copyFrom(Tensors tensors) {
        return copyFrom(
                tensors.names(),
                name -> tensors.get(name).shape().stream().map(Math::toIntExact).toList(),
                name -> tensors.get(name).doubles());
    }

    /** All values for a file, each weight under its own name, statistics and architecture parameters included. */
    public Tensors toTensors() {
        Map<String, TensorData> byName = new LinkedHashMap<>();
        weights.forEach((name, weight) -> byName.put(name, data(name, weight)));
        return Tensors.of(byName);
    }

    /** The values of a graph's weights, if the store has all of them with the same shape, role and initialiser. */
    public Optional<Tensors> tensorsOf(Graph graph) {
        if (!weights.entrySet().containsAll(graph.weights().entrySet())) {
            return Optional.empty();
        }
        Map<String, TensorData> byName = new LinkedHashMap<>();
        graph.weights().forEach((name, weight) -> byName.put(name, data(name, weight)));
        return Optional.of(Tensors.of(byName));
    }

    /**
     * Moves every value towards {@code other}'s: {@code value += share (other - value)}. A store that does this after
     * each step with a share of 1 - d is an exponential moving average with decay d.
     * @param other a store of the same weights, such as a {@link #copy()} of this one
     * @param share 0 to 1
     */
    public void moveTowards(WeightStore other, double share) {
        if (!(share >= 0 && share <= 1) || !weights.equals(other.weights) || type != other.type) {
            throw new IllegalArgumentException(
                    "share: " + share + "; allowed: 0 to 1, and a store of the same weights");
        }
        try (Scalar weight = new Scalar(share)) {
            values.forEach(
                    (role, buffer) -> buffer.all().lerp_(other.buffer(role).all(), weight));
        }
    }

    @Override
    public void close() {
        values.values().forEach(FlatBuffer::close);
        gradients.values().forEach(FlatBuffer::close);
    }

    /** The buffer of a role, if there are weights of it. */
    Optional<FlatBuffer> values(Role role) {
        return Optional.ofNullable(values.get(role));
    }

    /** The gradients of a role, as the last step left them; allocated on first use. */
    Optional<FlatBuffer> gradients(Role role) {
        return values(role)
                .map(buffer ->
                        gradients.computeIfAbsent(role, r -> FlatBuffer.zeros(buffer.layout(), type.scalarType())));
    }

    /**
     * The weight of that name.
     * @throws BadData if there is none; the message names the nearest
     */
    Weight.Named weight(String name) {
        return Optional.ofNullable(weights.get(name))
                .orElseThrow(() -> new BadData("no weight \"" + name + "\" among " + weights.size()
                        + Nearest.to(name, weights.keySet())
                                .map(near -> "; the nearest is \"" + near + "\"")
                                .orElse("")));
    }

    private Tensor view(String name) {
        Weight.Named weight = weight(name);
        return buffer(weight.role()).view(weight);
    }

    /** The weights of a graph, without gradients; the caller closes them. */
    Leaves leaves(Graph graph) {
        return leaves(graph, weight -> false);
    }

    /**
     * The weights of a graph; the caller closes them. The gradients of {@code differentiated} ones are added to the
     * store's.
     */
    Leaves leaves(Graph graph, Predicate<Weight.Named> differentiated) {
        Leaves leaves = new Leaves(graph.weights().values(), this::buffer);
        try {
            graph.weights().values().stream()
                    .filter(differentiated)
                    .forEach(weight -> leaves.differentiate(
                            weight, gradients(weight.role()).orElseThrow()));
            return leaves;
        } catch (RuntimeException | Error e) {
            leaves.close();
            throw e;
        }
    }

    /** The running statistics for runs of a graph; the caller closes them. */
    MovingStatistics statistics(Graph graph) {
        return new MovingStatistics(values(Role.STATISTICS), graph, type.scalarType());
    }

    /** The buffer of a role of which there are weights. */
    private FlatBuffer buffer(Role role) {
        return values(role).orElseThrow(() -> new IllegalArgumentException("the store has no weights of role " + role));
    }

    private Inheritance copyFrom(
            Collection<String> offered, Function<String, List<Integer>> shape, Function<String, double[]> read) {
        List<String> copied = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        List<String> reshaped = new ArrayList<>();
        weights.forEach((name, weight) -> {
            if (!offered.contains(name)) {
                missing.add(name);
            } else if (!shape.apply(name).equals(weight.shape())) {
                reshaped.add(name);
            } else {
                write(name, read.apply(name));
                copied.add(name);
            }
        });
        List<String> unused =
                offered.stream().filter(name -> !weights.containsKey(name)).toList();
        return new Inheritance(copied, missing, reshaped, unused);
    }

    private TensorData data(String name, Weight.Named weight) {
        long[] shape = HostArrays.lengths(weight.shape());
        try (Tensor view = view(name)) {
            return switch (type) {
                case FLOAT32 -> TensorData.of(HostArrays.floats(view), shape);
                case FLOAT64 -> TensorData.of(HostArrays.doubles(view), shape);
            };
        }
    }
}
