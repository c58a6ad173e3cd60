package org.espalier.engine.backpropagation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import org.espalier.engine.forward.Plan;
import org.espalier.engine.task.TaskOrder;
import org.espalier.graph.Weight;

/** The segments of a graph. Each reads only earlier ones; the objective is the last. */
final class Segments {

    private final Plan plan;
    private final List<Segment> segments = new ArrayList<>();
    private final List<List<Reader>> readers = new ArrayList<>();

    /** A use of a segment's result, or of a part of it: by which segment, as which input. */
    record Reader(int segment, int input, Place place) {}

    Segments(Plan plan) {
        this.plan = plan;
        List<Chain> chains = Chain.cut(plan);
        Place[] results = new Place[chains.size()];
        Map<List<Place>, Place> joined = new HashMap<>();
        for (List<Integer> group : TwinGroups.of(plan, chains)) {
            List<Chain> twins = group.stream().map(chains::get).toList();
            List<Place> reads = new ArrayList<>();
            for (int input = 0; input < twins.getFirst().reads().size(); input++) {
                int at = input;
                reads.add(together(
                        twins.stream()
                                .map(twin -> place(twin.reads().get(at), results))
                                .toList(),
                        joined));
            }
            boolean objective = twins.getFirst().nodes().isEmpty();
            segments.add(objective ? new Segment.End(reads) : new Segment.Chains(twins, reads));
            for (int twin = 0; twin < twins.size(); twin++) {
                OptionalInt place = twins.size() == 1 ? OptionalInt.empty() : OptionalInt.of(twin);
                results[group.get(twin)] = new Place(segments.size() - 1, place, Optional.empty());
            }
        }
        segments.forEach(segment -> readers.add(new ArrayList<>()));
        for (int segment = 0; segment < segments.size(); segment++) {
            List<Place> reads = segments.get(segment).reads();
            for (int input = 0; input < reads.size(); input++) {
                readers.get(reads.get(input).segment()).add(new Reader(segment, input, reads.get(input)));
            }
        }
    }

    /** Number of the objective's segment, the last. */
    int objective() {
        return segments.size() - 1;
    }

    /** A segment by its number. */
    Segment get(int number) {
        return segments.get(number);
    }

    /** The weights that a segment reads. */
    List<Weight.Named> weights(int segment) {
        List<Weight.Named> weights = new ArrayList<>();
        segments.get(segment).twins().stream()
                .flatMap(chain -> chain.nodes().stream())
                .forEach(node -> plan.node(node).op().weights().forEach(weight -> weight.forEachNamed(weights::add)));
        return weights;
    }

    /** The readers of a segment's result, in a fixed order. */
    List<Reader> readers(int segment) {
        return readers.get(segment);
    }

    /**
     * Whether the result of each segment depends on weights that get gradients.
     * @param own whether a node, by its index, reads such a weight
     */
    boolean[] differentiated(IntPredicate own) {
        boolean[] differentiated = new boolean[segments.size()];
        for (int number = 0; number < differentiated.length; number++) {
            Segment segment = segments.get(number);
            differentiated[number] = segment.reads().stream().anyMatch(read -> differentiated[read.segment()])
                    || segment.twins().stream()
                            .anyMatch(chain -> chain.nodes().stream().anyMatch(own::test));
        }
        return differentiated;
    }

    /**
     * A step as tasks: task s runs segment s forward, task {@code 2 objective() - s} runs it backward; the task of the
     * objective does both. Segments that use the same weight run one after the other, so statistics are updated and
     * gradients summed in one order on any number of workers.
     */
    TaskOrder tasks() {
        TaskOrder order = new TaskOrder(2 * objective() + 1);
        Map<String, Integer> lastOf = new HashMap<>();
        for (int number = 0; number <= objective(); number++) {
            int segment = number;
            segments.get(number).reads().stream()
                    .map(Place::segment)
                    .distinct()
                    .forEach(read -> inOrder(order, read, segment));
            sharing(number, lastOf).forEach(before -> inOrder(order, before, segment));
        }
        return order;
    }

    private void inOrder(TaskOrder order, int first, int second) {
        order.add(first, second);
        order.add(2 * objective() - second, 2 * objective() - first);
    }

    /** The last segments so far that use one of a segment's weights. */
    private List<Integer> sharing(int segment, Map<String, Integer> lastOf) {
        List<Integer> sharing = new ArrayList<>();
        for (Weight.Named weight : weights(segment)) {
            Integer before = lastOf.put(weight.name(), segment);
            if (before != null && before != segment && !sharing.contains(before)) {
                sharing.add(before);
            }
        }
        return sharing;
    }

    private static Place place(Chain.Source source, Place[] results) {
        Place result = results[source.chain()];
        return new Place(result.segment(), result.twin(), source.part());
    }

    /**
     * The values of one input of twins, in one batch. If these are all twins of one segment in order, its result serves
     * as it is; otherwise a segment of its own concatenates the values, once for all its readers. A tensor is the same
     * value for all twins and is not concatenated.
     */
    private Place together(List<Place> values, Map<List<Place>, Place> joined) {
        Place first = values.getFirst();
        boolean tensor = segments.get(first.segment()).twins().stream()
                .anyMatch(chain -> plan.isTensor(chain.nodes().getLast()));
        if (values.size() == 1 || tensor) {
            return first;
        }
        List<Place> twins = new ArrayList<>();
        for (int twin = 0; twin < segments.get(first.segment()).values(); twin++) {
            twins.add(new Place(first.segment(), OptionalInt.of(twin), first.part()));
        }
        return values.equals(twins)
                ? new Place(first.segment(), OptionalInt.empty(), first.part())
                : joined.computeIfAbsent(values, places -> {
                    segments.add(new Segment.Join(places));
                    return Place.all(segments.size() - 1);
                });
    }
}
