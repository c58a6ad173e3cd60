package org.espalier.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.espalier.engine.forward.Forward;
import org.espalier.engine.forward.Plan;
import org.espalier.engine.input.NoiseSource;
import org.espalier.engine.input.Sources;
import org.espalier.engine.kernel.Computed;
import org.espalier.engine.kernel.Differentiated;
import org.espalier.engine.kernel.KernelOperations;
import org.espalier.engine.operation.Operations;
import org.espalier.engine.weight.Leaves;
import org.espalier.engine.weight.MovingStatistics;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.graph.Role;
import org.espalier.random.Seed;
import org.espalier.schedule.Moment;
import org.espalier.text.Text;

/**
 * Time of each operation of a graph. Every node runs forward and backward by itself, one after the other, each on all
 * threads. A step takes another time than the sum, because it runs nodes in parallel and in batches.
 */
@SuppressWarnings("try") // a scope is there to be closed, not read
public final class OperationProfile {

    /**
     * All nodes of one kind.
     * @param operation such as {@code conv2d 3x3 depthwise dilation 2}
     * @param count number of nodes
     * @param forwardSeconds of all nodes
     * @param backwardSeconds of all nodes: gradients of inputs and weights
     * @param bytes size of all results
     */
    public record Kind(String operation, int count, double forwardSeconds, double backwardSeconds, long bytes) {

        Kind plus(double forward, double backward, long more) {
            return new Kind(operation, count + 1, forwardSeconds + forward, backwardSeconds + backward, bytes + more);
        }
    }

    private OperationProfile() {}

    /**
     * The kinds of operations in a graph, slowest first, timed in the second of two runs.
     * @param differentiated roles of the weights that get gradients
     */
    public static List<Kind> of(Graph graph, WeightStore store, Feeds feeds, Set<Role> differentiated) {
        try (Leaves leaves = store.leaves(graph, weight -> differentiated.contains(weight.role()));
                MovingStatistics statistics = store.statistics(graph)) {
            Forward forward = new Forward(new Plan(graph), leaves, Optional.of(statistics));
            Sources sources = new Sources(
                    feeds.inputs(),
                    NoiseSource.of(new Seed(0)),
                    new Moment(0, 0),
                    store.type().scalarType(),
                    store.layout().format());
            statistics.begin();
            run(forward, sources);
            return run(forward, sources);
        }
    }

    private static List<Kind> run(Forward forward, Sources sources) {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        Operations operations = forward.operations(sources);
        KernelOperations kernels = forward.kernels(sources);
        Plan plan = forward.plan();
        try (PointerScope all = new PointerScope()) {
            Tensor[] values = new Tensor[plan.size()];
            for (int index = 0; index < values.length; index++) {
                List<Tensor> in = new ArrayList<>();
                for (int input : plan.inputs(index)) {
                    Tensor leaf = values[input].detach();
                    leaf.set_requires_grad(values[input].requires_grad());
                    in.add(leaf);
                }
                Node node = plan.node(index);
                long started = System.nanoTime();
                Computed result = kernels.have(node.op(), in)
                        ? forward.computed(kernels, List.of(index), List.of(node), in, false)
                        : new Differentiated(1, forward.apply(operations, index, in), sources.format());
                double forwardSeconds = (System.nanoTime() - started) / 1e9;
                double backwardSeconds = 0;
                if (result.value().requires_grad()) {
                    try (Tensor gradient = torch.ones_like(result.value())) {
                        long begun = System.nanoTime();
                        result.backward(gradient);
                        backwardSeconds = (System.nanoTime() - begun) / 1e9;
                    }
                }
                long bytes = result.value().numel() * result.value().element_size();
                kinds.merge(
                        describe(node),
                        new Kind(describe(node), 1, forwardSeconds, backwardSeconds, bytes),
                        (known, one) -> known.plus(one.forwardSeconds, one.backwardSeconds, one.bytes));
                in.forEach(Tensor::close);
                values[index] = result.value().detach();
                values[index].set_requires_grad(result.value().requires_grad());
                result.close();
                plan.lastReadBy(index).forEach(read -> values[read].close());
            }
        }
        return kinds.values().stream()
                .sorted(Comparator.comparingDouble((Kind kind) -> -kind.forwardSeconds - kind.backwardSeconds))
                .toList();
    }

    private static String describe(Node node) {
        return switch (node.op()) {
            case Op.Conv2d conv ->
                Text.format(
                        "conv2d %dx%d%s%s%s",
                        conv.kernelHeight(),
                        conv.kernelWidth(),
                        conv.groups() == 1 ? "" : conv.inChannelsPerGroup() == 1 ? " depthwise" : " grouped",
                        conv.stride() == 1 ? "" : " stride " + conv.stride(),
                        conv.dilation() == 1 ? "" : " dilation " + conv.dilation());
            case Op other ->
                other.getClass()
                        .getSimpleName()
                        .replaceAll("(?<=.)([A-Z])", "-$1")
                        .toLowerCase(Locale.ROOT);
        };
    }
}
