package org.espalier.engine.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.espalier.engine.LibTorch;
import org.espalier.engine.forward.Forward;
import org.espalier.engine.forward.Plan;
import org.espalier.engine.input.Inputs;
import org.espalier.engine.input.NoiseSource;
import org.espalier.engine.input.Sources;
import org.espalier.engine.operation.Operations;
import org.espalier.engine.weight.FlatBuffer;
import org.espalier.engine.weight.Layout;
import org.espalier.engine.weight.Leaves;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Role;
import org.espalier.graph.Scope;
import org.espalier.graph.Type;
import org.espalier.graph.Value;
import org.espalier.graph.Weight;
import org.espalier.machine.Timings;
import org.espalier.random.Seed;
import org.espalier.schedule.Moment;
import org.espalier.text.Text;
import org.junit.jupiter.api.Test;

/**
 * Times operations by kernels of our own and by libtorch with its autograd, in turns: 8 images, forward and backward
 * with the gradients of input and weights. Runs only when named on the command line; see {@code docs/performance.md}.
 */
@SuppressWarnings("try") // a scope is there to be closed, not read
class KernelBench {

    private static final int ROUNDS = Integer.getInteger("espalier.bench.steps", 120);
    private static final int WARM_UP = 1000;
    private static final int IMAGES = 8;
    private static final String ONLY = System.getProperty("espalier.bench.only", "");

    /** An operation on features at stride 1. */
    private interface Block {
        Value apply(Scope scope, Value x);
    }

    @Test
    void againstLibtorch() {
        LibTorch.setThreads(Integer.getInteger("espalier.bench.threads", 1));
        System.out.println("operation, channels, map: libtorch / kernel, microseconds; ratio, half of all rounds");
        for (int[] size : new int[][] {{24, 16, 24}, {20, 16, 24}, {64, 16, 24}, {24, 32, 48}, {64, 8, 12}}) {
            compare("depthwise 3x3", size, (scope, x) -> scope.depthwise(x, 3, 1, 1));
            compare("depthwise 3x3, dilation 2", size, (scope, x) -> scope.depthwise(x, 3, 1, 2));
            compare("depthwise 5x5", size, (scope, x) -> scope.depthwise(x, 5, 1, 1));
            compare("normalisation, ReLU", size, (scope, x) -> scope.relu(scope.normalize(x)));
        }
        for (int[] size : new int[][] {
            {8, 33, 33},
            {16, 16, 24},
            {20, 16, 24},
            {24, 16, 24},
            {32, 16, 24},
            {64, 16, 24},
            {24, 32, 48},
            {64, 32, 48},
            {64, 8, 12},
            {128, 16, 24},
            {128, 8, 12},
            {256, 8, 12},
            {320, 4, 6}
        }) {
            compare("1x1", size, (scope, x) -> scope.pointwise(x, size[0]));
        }
        for (int[] size : new int[][] {
            {3, 64, 96}, {16, 32, 48}, {24, 32, 48}, {24, 16, 24}, {32, 16, 24}, {64, 16, 24}, {128, 8, 12}
        }) {
            compare("3x3", size, (scope, x) -> scope.conv(x, Math.max(20, size[0]), 3, 1));
            compare("3x3, stride 2", size, (scope, x) -> scope.conv(x, Math.max(20, size[0]), 3, 2));
        }
    }

    private static void compare(String name, int[] size, Block block) {
        if (!Text.format("%s, %d, %dx%d", name, size[0], size[1], size[2]).contains(ONLY)) {
            return;
        }
        GraphBuilder builder = new GraphBuilder();
        Value x = builder.input("x", new Type.Features(size[0], 1));
        builder.output("y", block.apply(builder.scope("block"), x));
        Graph graph = builder.build();
        try (PointerScope all = new PointerScope();
                Timed timed = new Timed(graph, size)) {
            double[] libtorch = new double[ROUNDS];
            double[] kernel = new double[ROUNDS];
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                double theirs = timed.seconds(timed::byLibtorch);
                double ours = timed.seconds(timed::byKernel);
                if (round >= 0) {
                    libtorch[round] = theirs;
                    kernel[round] = ours;
                }
            }
            double[] ratios = new double[ROUNDS];
            Arrays.setAll(ratios, round -> libtorch[round] / kernel[round]);
            System.out.println(Text.format(
                    "%-26s %4d, %3dx%3d: %6.0f / %6.0f; %5.2f, %.2f to %.2f",
                    name,
                    size[0],
                    size[1],
                    size[2],
                    Timings.median(libtorch) * 1e6,
                    Timings.median(kernel) * 1e6,
                    Timings.median(ratios),
                    Timings.percentile(ratios, 25),
                    Timings.percentile(ratios, 75)));
        }
    }

    /** The nodes of a graph behind its input, run forward and backward. */
    private static final class Timed implements AutoCloseable {

        private final Plan plan;
        private final Forward forward;
        private final Leaves leaves;
        private final FlatBuffer values;
        private final FlatBuffer gradients;
        private final Operations operations;
        private final KernelOperations kernels;
        private final Tensor x;
        private final Tensor gradient;

        Timed(Graph graph, int[] size) {
            this.plan = new Plan(graph);
            List<Weight.Named> weights = List.copyOf(graph.weights().values());
            Layout layout = Layout.of(weights, MemoryFormat.ChannelsLast);
            this.values = FlatBuffer.zeros(layout, ScalarType.Float);
            this.gradients = FlatBuffer.zeros(layout, ScalarType.Float);
            this.leaves = new Leaves(weights, role -> values);
            weights.stream()
                    .filter(weight -> weight.role() != Role.STATISTICS)
                    .forEach(weight -> leaves.differentiate(weight, gradients));
            values.all().normal_();
            this.forward = new Forward(plan, leaves, Optional.empty());
            Sources sources = new Sources(
                    new Inputs(new Extent(IMAGES, size[1], size[2]), Map.of()),
                    NoiseSource.of(new Seed(1)),
                    new Moment(0, 0),
                    ScalarType.Float,
                    MemoryFormat.ChannelsLast);
            this.operations = forward.operations(sources);
            this.kernels = forward.kernels(sources);
            this.x = torch.randn(new long[] {IMAGES, size[0], size[1], size[2]}).contiguous(MemoryFormat.ChannelsLast);
            this.gradient = torch.randn_like(byLibtorch().value());
        }

        double seconds(Supplier<Computed> run) {
            try (PointerScope scope = new PointerScope()) {
                long started = System.nanoTime();
                run.get().backward(gradient);
                return (System.nanoTime() - started) / 1e9;
            }
        }

        private Tensor input() {
            Tensor leaf = x.detach();
            leaf.set_requires_grad(true);
            return leaf;
        }

        Computed byLibtorch() {
            Tensor value = input();
            for (int node = 1; node < plan.size(); node++) {
                value = forward.apply(operations, node, List.of(value));
            }
            return new Differentiated(1, value, MemoryFormat.ChannelsLast);
        }

        Computed byKernel() {
            List<Integer> nodes = IntStream.range(1, plan.size()).boxed().toList();
            return forward.computed(kernels, nodes, List.of(plan.node(1)), List.of(input()), false);
        }

        @Override
        public void close() {
            leaves.close();
            gradients.close();
            values.close();
        }
    }
}
