package org.espalier.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.espalier.loss.Objective;
import org.jspecify.annotations.Nullable;

/**
 * Segment by segment: within a segment libtorch's autograd differentiates; between them gradients are handed on here, summed in an order that never
 * changes. So segments that do not wait for each other run side by side, and the result is the same to the last bit on any number of workers whose
 * operations take one thread each.
 *
 * <p>What a segment computes on its way is kept for its gradient, or computed again then: only results of segments are kept in that case.
 */
@SuppressWarnings("try") // a scope or guard is there to be closed, not read
final class SegmentedBackpropagation implements Backpropagation {

    /** Graphs of fewer branches are run node by node, each by all threads. */
    static final int WIDE = 8;

    private final Forward forward;
    private final boolean recomputing;
    private final Segments segments;
    private final boolean[] differentiated;
    private final TaskOrder order;
    private final Workers workers;
    private final List<String> outputs;
    private final Twins twins;
    private final BoolOptional once = new BoolOptional(false);
    private final TensorArrayRefOptional leavesOfHistory = new TensorArrayRefOptional();

    /**
     * On as many workers as libtorch has threads, if the graph is wide enough.
     *
     * @param recomputing whether segments are run again for their gradients
     */
    SegmentedBackpropagation(Forward forward, boolean recomputing) {
        this(forward, recomputing, LibTorch.threads());
    }

    SegmentedBackpropagation(Forward forward, boolean recomputing, int threads) {
        Plan plan = forward.plan();
        this.forward = forward;
        this.recomputing = recomputing;
        this.segments = new Segments(plan);
        this.differentiated = segments.differentiated(forward::hasDifferentiatedWeight);
        this.twins = new Twins(forward);
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
        private final Operations again;
        private final @Nullable Tensor[] results;
        private final @Nullable Tensor[] histories;
        private final JoinedInput[][] inputs;
        private Optional<ObjectiveValue> value = Optional.empty();

        Run(Sources sources, Objective objective) {
            this.sources = sources;
            this.objective = objective;
            this.operations = forward.operations(sources);
            this.again = forward.operationsAgain(sources);
            this.results = new Tensor[segments.chains()];
            this.histories = new Tensor[segments.objective()];
            this.inputs = new JoinedInput[segments.objective() + 1][];
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
            Tensor result;
            if (recomputing) {
                result = Temporaries.without(() -> {
                    try (NoGradGuard guard = new NoGradGuard()) {
                        return computed(segment, operations);
                    }
                });
            } else {
                result = computed(segment, operations);
                histories[segment] = result;
            }
            List<Integer> members = segments.members(segment);
            for (int twin = 0; twin < members.size(); twin++) {
                results[members.get(twin)] = JoinedInput.part(result, twin, members.size());
            }
            if (recomputing) {
                result.close();
            }
        }

        /** The result of a segment, of all its twins in one batch. */
        private Tensor computed(int segment, Operations by) {
            List<Tensor> in = inputsOf(segment);
            List<Integer> members = segments.members(segment);
            return members.size() == 1
                    ? chained(segments.chain(members.getFirst()), in, by)
                    : twins.run(members.stream().map(segments::chain).toList(), in.getFirst(), by);
        }

        private Tensor chained(Chain chain, List<Tensor> in, Operations by) {
            @Nullable Tensor last = null;
            for (int node : chain.nodes()) {
                Tensor result = forward.apply(by, node, last == null ? in : List.of(last));
                if (last != null) {
                    last.close();
                }
                last = result;
            }
            return Objects.requireNonNull(last);
        }

        /** What others gave, cut from their histories: a gradient that arrives stays there until its producers take it. */
        private List<Tensor> inputsOf(int segment) {
            List<Integer> members = segments.members(segment);
            int places = segments.chain(members.getFirst()).reads().size();
            inputs[segment] = new JoinedInput[places];
            List<Tensor> in = new ArrayList<>();
            for (int place = 0; place < places; place++) {
                int at = place;
                List<Chain.Source> read = members.stream()
                        .map(member -> segments.chain(member).reads().get(at))
                        .toList();
                boolean awaited = read.stream().anyMatch(source -> differentiated[segments.segmentOf(source.chain())]);
                Tensor joined = Temporaries.without(
                        () -> JoinedInput.joined(read.stream().map(this::value).toList(), sources.layout()));
                inputs[segment][place] = new JoinedInput(joined, members.size(), awaited);
                in.add(joined);
            }
            return in;
        }

        private void objective() {
            List<Tensor> in = inputsOf(segments.objective());
            Map<String, Tensor> byName = new HashMap<>();
            for (int place = 0; place < outputs.size(); place++) {
                byName.put(outputs.get(place), in.get(place));
            }
            value = Optional.of(ObjectiveValue.differentiated(objective, byName, sources.feeds(), sources.elements()));
            keepGradients(segments.objective());
        }

        private void backward(int segment) {
            List<Integer> members = segments.members(segment);
            try (GradientSum gradient =
                    new GradientSum(members.stream().map(this::result).toList())) {
                for (int twin = 0; twin < members.size(); twin++) {
                    for (Segments.Read read : segments.readers(members.get(twin))) {
                        inputs[read.by()][read.place()].handOn(read, gradient, twin);
                    }
                }
                if (differentiated[segment]) {
                    gradient.whole().ifPresent(sum -> differentiate(segment, sum));
                }
            }
            if (histories[segment] != null) {
                histories[segment].close();
            }
            keepGradients(segment);
            members.forEach(member -> result(member).close());
        }

        private void differentiate(int segment, Tensor gradient) {
            try (gradient) {
                Tensor history = histories[segment] == null ? computed(segment, again) : histories[segment];
                histories[segment] = history;
                history.backward(gradient, once, false, leavesOfHistory);
            }
        }

        private void keepGradients(int segment) {
            Arrays.stream(inputs[segment]).forEach(JoinedInput::keepGradient);
        }

        /** A chain's result or a part of it, without history. */
        private Tensor value(Chain.Source source) {
            Tensor result = result(source.chain());
            return source.part().map(part -> part.of(result)).orElse(result);
        }

        private Tensor result(int chain) {
            return Objects.requireNonNull(results[chain]);
        }
    }
}
