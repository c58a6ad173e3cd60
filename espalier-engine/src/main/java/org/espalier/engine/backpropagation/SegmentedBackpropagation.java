package org.espalier.engine.backpropagation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.espalier.engine.forward.Forward;
import org.espalier.engine.forward.Plan;
import org.espalier.engine.input.Sources;
import org.espalier.engine.loss.ObjectiveValue;
import org.espalier.engine.task.TaskOrder;
import org.espalier.engine.task.Workers;
import org.espalier.engine.tensor.Memory;
import org.espalier.engine.tensor.Temporaries;
import org.espalier.graph.Op;
import org.espalier.loss.Objective;
import org.jspecify.annotations.Nullable;

/**
 * Computes gradients segment by segment. Within a segment libtorch's autograd differentiates; between segments this
 * class sums gradients in a fixed order. So segments that do not depend on each other run in parallel, and the result
 * is the same to the last bit on any number of workers whose operations use one thread each.
 *
 * <p>Segments whose values only get weight 0 in weighted sums do not run.
 *
 * <p>The intermediate values of a segment are kept for its gradient. With recomputation only the results of segments
 * are kept, and intermediate values are computed again. A result that no gradient reads, such as one that only weighted
 * sums with fixed weights read, is freed when the last reader has run.
 */
@SuppressWarnings("try") // a scope or guard is there to be closed, not read
public final class SegmentedBackpropagation implements Backpropagation {

    /** Graphs with fewer tasks in parallel run node by node, each node on all threads. */
    static final int WIDE = 8;

    private final Forward forward;
    private final boolean recomputing;
    private final Segments segments;
    private final NeededSegments neededSegments;
    private final boolean[] differentiated;
    private final TaskOrder order;
    private final Workers workers;
    private final int threadsPerOperation;
    private final List<String> outputs;

    /**
     * Prepares steps on as many workers as there are threads, or on one if the graph is narrow.
     * @param recomputing whether intermediate values are recomputed for the gradients
     * @param threads number of threads of libtorch
     */
    public SegmentedBackpropagation(Forward forward, boolean recomputing, int threads) {
        Plan plan = forward.plan();
        this.forward = forward;
        this.recomputing = recomputing;
        this.segments = new Segments(plan);
        this.neededSegments = new NeededSegments(plan, segments);
        this.differentiated = segments.differentiated(forward::hasDifferentiatedWeight);
        this.order = segments.tasks();
        boolean isWide = order.width() >= WIDE;
        this.workers = new Workers(isWide ? threads : 1);
        this.threadsPerOperation = isWide ? 1 : threads;
        this.outputs = List.copyOf(plan.graph().outputs().keySet());
    }

    @Override
    public Outcome run(Sources sources, Objective objective) {
        Run run = new Run(sources, objective);
        workers.run(order, run::task);
        return new Outcome(run.value.orElseThrow(), neededSegments.idle(run.needed));
    }

    @Override
    public int threadsPerOperation() {
        return threadsPerOperation;
    }

    @Override
    public void close() {
        workers.close();
    }

    /** The values of one step. One task writes each element, and tasks that wait for it read it. */
    private final class Run {

        private final Sources sources;
        private final Objective objective;
        private final Twins twins;
        private final Twins again;
        private final @Nullable Tensor[] results;
        private final @Nullable History[] histories;
        private final SegmentInput[][] inputs;
        private final boolean[] needed;

        /** For each result the readers that have not run yet, or whose gradients read it too; 0 if it is freed. */
        private final AtomicIntegerArray unread = new AtomicIntegerArray(segments.objective());

        private Optional<ObjectiveValue> value = Optional.empty();

        Run(Sources sources, Objective objective) {
            this.sources = sources;
            this.objective = objective;
            this.twins = new Twins(forward, forward.operations(sources), forward.kernels(sources), sources.format());
            this.again = new Twins(
                    forward, forward.operationsAgain(sources), forward.kernelsAgain(sources), sources.format());
            this.results = new Tensor[segments.objective()];
            this.histories = new History[segments.objective()];
            this.inputs = new SegmentInput[segments.objective() + 1][];
            neededSegments.early().forEach(this::forward);
            this.needed = neededSegments.of(this::result);
            for (int number = 0; number < unread.length(); number++) {
                unread.set(number, needed[number] ? (int) neededReaders(number).count() : -1);
            }
        }

        void task(int number) {
            int segment = Math.min(number, 2 * segments.objective() - number);
            if (segment == segments.objective()) {
                objective();
            } else if (needed[segment] && number > segment) {
                backward(segment);
            } else if (needed[segment] && results[segment] == null) {
                forward(segment);
            }
        }

        private void forward(int number) {
            readInputs(number);
            if (segments.get(number) instanceof Segment.Join) {
                results[number] = Temporaries.without(() -> joined(number));
            } else if (recomputing && !isMix(number)) {
                results[number] = twins.run(segments.get(number).twins(), List.of(values(number)));
            } else {
                History history = twins.record(segments.get(number).twins(), List.of(values(number)));
                histories[number] = history;
                results[number] = history.value().detach();
            }
            release(number);
        }

        /** Whether a segment is nothing but a weighted sum whose history holds no values of its own. */
        private boolean isMix(int number) {
            List<Integer> nodes = segments.get(number).twins().getFirst().nodes();
            Op op = forward.plan().node(nodes.getFirst()).op();
            return nodes.size() == 1 && op instanceof Op.Mix && twins.kernels().have(op, List.of(values(number)));
        }

        /** Frees the values that this segment was the last to read, unless a gradient needs them. */
        private void release(int number) {
            for (Place read : segments.get(number).reads()) {
                int producer = read.segment();
                if (!isReadByGradient(number, producer) && unread.decrementAndGet(producer) == 0) {
                    forget(producer);
                }
            }
        }

        private boolean isReadByGradient(int number, int producer) {
            if (segments.get(number) instanceof Segment.Join) {
                return false;
            }
            boolean isComputedAgain =
                    recomputing && histories[producer] == null && segments.get(producer) instanceof Segment.Chains;
            return histories[number] == null || histories[number].readsInput() && !isComputedAgain;
        }

        private void forget(int producer) {
            neededReaders(producer).forEach(reader -> inputs[reader.segment()][reader.input()].forget());
            Memory.forget(result(producer));
            if (histories[producer] != null) {
                histories[producer].forget();
            }
        }

        /** Puts back the freed values that the gradient of a segment reads. */
        private void recall(int number) {
            List<Place> reads = segments.get(number).reads();
            for (int input = 0; input < reads.size(); input++) {
                Place place = reads.get(input);
                if (unread.get(place.segment()) == 0) {
                    Tensor again = valueAgain(place.segment());
                    try (Tensor dense = dense(place, again)) {
                        inputs[number][input].recall(dense);
                    }
                }
            }
        }

        /** The value of a segment, computed again by its first reader that needs it; its gradient uses the same run. */
        private Tensor valueAgain(int number) {
            synchronized (inputs[number]) {
                History history = histories[number] == null
                        ? again.record(segments.get(number).twins(), List.of(values(number)))
                        : histories[number];
                histories[number] = history;
                return history.value();
            }
        }

        private Stream<Segments.Reader> neededReaders(int number) {
            return segments.readers(number).stream().filter(reader -> needed[reader.segment()]);
        }

        private Tensor joined(int number) {
            try (NoGradGuard guard = new NoGradGuard()) {
                return torch.cat(new TensorVector(values(number)), 0);
            }
        }

        /** Reads inputs, detached from their histories. Gradients stay at the inputs until the producers take them. */
        private void readInputs(int number) {
            inputs[number] = segments.get(number).reads().stream()
                    .map(place -> results[place.segment()] == null
                            ? SegmentInput.unused()
                            : new SegmentInput(dense(place, result(place.segment())), differentiated[place.segment()]))
                    .toArray(SegmentInput[]::new);
        }

        /** The value at a place, dense in memory, without history. */
        private Tensor dense(Place place, Tensor of) {
            return Temporaries.without(() -> {
                Tensor value = place.of(of, segments.get(place.segment()).values());
                return value.dim() == 4 ? value.contiguous(sources.format()).detach() : value;
            });
        }

        private Tensor[] values(int number) {
            return Arrays.stream(inputs[number]).map(SegmentInput::value).toArray(Tensor[]::new);
        }

        private void objective() {
            readInputs(segments.objective());
            Map<String, Tensor> byName = new HashMap<>();
            for (int output = 0; output < outputs.size(); output++) {
                byName.put(outputs.get(output), inputs[segments.objective()][output].value());
            }
            value = Optional.of(ObjectiveValue.differentiated(objective, byName, sources.inputs(), sources.elements()));
            keepGradients(segments.objective());
        }

        private void backward(int number) {
            int together = segments.get(number).values();
            try (Tensor result = result(number);
                    GradientSum gradient = new GradientSum(result, together, sources.format())) {
                neededReaders(number)
                        .forEach(reader -> inputs[reader.segment()][reader.input()].addTo(gradient, reader.place()));
                if (differentiated[number]) {
                    gradient.whole().ifPresent(sum -> differentiate(number, sum));
                }
            }
            if (histories[number] != null) {
                histories[number].close();
            }
            keepGradients(number);
        }

        private void differentiate(int number, Tensor gradient) {
            if (segments.get(number) instanceof Segment.Join) {
                for (int part = 0; part < inputs[number].length; part++) {
                    inputs[number][part].keep(Place.image(gradient, part, inputs[number].length));
                }
                return;
            }
            History history = histories[number] == null
                    ? again.record(segments.get(number).twins(), List.of(values(number)))
                    : histories[number];
            histories[number] = history;
            if (history.readsInput()) {
                recall(number);
            }
            history.backward(gradient);
        }

        private void keepGradients(int number) {
            Arrays.stream(inputs[number]).forEach(SegmentInput::keepGradient);
        }

        private Tensor result(int number) {
            return Objects.requireNonNull(results[number]);
        }
    }
}
