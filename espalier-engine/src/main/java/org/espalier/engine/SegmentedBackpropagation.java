package org.espalier.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.espalier.loss.Objective;
import org.jspecify.annotations.Nullable;

/**
 * Segment by segment: within a segment libtorch's autograd differentiates; between
 * them gradients are handed on here, summed in an order that never changes. So segments that do not wait for each other run side by side, and the
 * result is the same to the last bit on any number of workers whose operations take one thread each.
 */
final class SegmentedBackpropagation implements Backpropagation {

    /** Graphs of fewer branches are run node by node, each by all threads. */
    static final int WIDE = 8;

    private final Forward forward;
    private final Segments segments;
    private final TaskOrder order;
    private final Workers workers;
    private final List<String> outputs;
    private final BoolOptional once = new BoolOptional(false);
    private final TensorArrayRefOptional leavesOfHistory = new TensorArrayRefOptional();

    /** On as many workers as libtorch has threads, if the graph is wide enough. */
    SegmentedBackpropagation(Forward forward) {
        this(forward, LibTorch.threads());
    }

    SegmentedBackpropagation(Forward forward, int threads) {
        Plan plan = forward.plan();
        this.forward = forward;
        this.segments = new Segments(plan);
        this.order = segments.tasks();
        this.workers = new Workers(order.width() >= WIDE ? threads : 1);
        this.outputs = List.copyOf(plan.graph().outputs().keySet());
    }

    @Override
    public ObjectiveValue run(Sources sources, Objective objective) {
        Run run = new Run(sources, objective);
        workers.run(order, run::task);
        return run.value.orElseThrow();
    }

    @Override
    public void close() {
        workers.close();
        once.close();
        leavesOfHistory.close();
    }

    /** The values of one step. Each element is written by one task and read by tasks that wait for it. */
    private final class Run {

        private final Sources sources;
        private final Objective objective;
        private final Operations operations;
        private final @Nullable Tensor[] results;
        private final Tensor[][] inputs;
        private Optional<ObjectiveValue> value = Optional.empty();

        Run(Sources sources, Objective objective) {
            this.sources = sources;
            this.objective = objective;
            this.operations = forward.operations(sources);
            this.results = new Tensor[segments.objective()];
            this.inputs = new Tensor[segments.objective() + 1][];
        }

        void task(int number) {
            if (number < segments.objective()) {
                forward(number);
            } else if (number == segments.objective()) {
                objective();
            } else {
                backward(2 * segments.objective() - number);
            }
        }

        private void forward(int segment) {
            List<Tensor> in = inputsOf(segment);
            @Nullable Tensor last = null;
            for (int node : segments.nodes(segment)) {
                Tensor result = forward.apply(operations, node, last == null ? in : List.of(last));
                if (last != null) {
                    last.close();
                }
                last = result;
            }
            results[segment] = last;
        }

        /** What others gave, cut from their histories: a gradient that arrives stays there until its producer takes it. */
        private List<Tensor> inputsOf(int segment) {
            List<Tensor> in = new ArrayList<>();
            for (int read : segments.reads(segment)) {
                Tensor result = result(read);
                Tensor input = result.detach();
                input.set_requires_grad(result.requires_grad());
                in.add(input);
            }
            inputs[segment] = in.toArray(Tensor[]::new);
            return in;
        }

        private void objective() {
            List<Tensor> in = inputsOf(segments.objective());
            Map<String, Tensor> byName = new HashMap<>();
            for (int place = 0; place < outputs.size(); place++) {
                byName.put(outputs.get(place), in.get(place));
            }
            value = Optional.of(ObjectiveValue.differentiated(objective, byName, sources.feeds(), sources.elements()));
        }

        private void backward(int segment) {
            try (Tensor result = result(segment);
                    Gradient gradient = new Gradient()) {
                for (Segments.Read read : segments.readers(segment)) {
                    gradient.take(inputs[read.by()][read.place()]);
                }
                gradient.sum().ifPresent(sum -> result.backward(sum, once, false, leavesOfHistory));
            }
        }

        private Tensor result(int segment) {
            return Objects.requireNonNull(results[segment]);
        }
    }

    /** The sum of the gradients that arrived where a value was read. */
    private static final class Gradient implements AutoCloseable {

        private @Nullable Tensor sum;

        /** Adds what arrived at a reader's input, if anything did, and lets go of the input. */
        void take(Tensor input) {
            try (input;
                    Tensor arrived = new Tensor(input.grad())) {
                if (!arrived.defined()) {
                    return;
                }
                if (sum == null) {
                    sum = new Tensor(arrived);
                } else {
                    sum.add_(arrived);
                }
            }
        }

        Optional<Tensor> sum() {
            return Optional.ofNullable(sum);
        }

        @Override
        public void close() {
            if (sum != null) {
                sum.close();
            }
        }
    }
}
