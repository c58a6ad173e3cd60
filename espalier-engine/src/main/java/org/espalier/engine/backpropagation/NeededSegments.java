package org.espalier.engine.backpropagation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.espalier.engine.forward.Plan;
import org.espalier.engine.operation.WeightedSum;
import org.espalier.engine.tensor.HostArrays;
import org.espalier.graph.Op;

/**
 * The segments that a step needs: those that the objective depends on when weighted sums skip values with weight 0. So
 * a supernet with sampled choices runs only what was drawn.
 */
final class NeededSegments {

    private final Plan plan;
    private final Segments segments;
    private final SortedSet<Integer> early = new TreeSet<>();

    NeededSegments(Plan plan, Segments segments) {
        this.plan = plan;
        this.segments = segments;
        for (int number = 0; number < segments.objective(); number++) {
            if (segments.get(number) instanceof Segment.Chains chains
                    && chains.twins().getFirst().nodes().stream().allMatch(plan::isTensor)
                    && chains.reads().stream().allMatch(read -> early.contains(read.segment()))) {
                early.add(number);
            }
        }
    }

    /**
     * Segments that do not depend on images: logits, relaxations, weights of choices. They must run before {@link #of}
     * is called.
     */
    SortedSet<Integer> early() {
        return early;
    }

    /**
     * Whether each segment is needed.
     * @param result of an early segment, by its number
     */
    boolean[] of(IntFunction<Tensor> result) {
        boolean[] needed = new boolean[segments.objective() + 1];
        needed[segments.objective()] = true;
        Map<Place, double[]> known = new HashMap<>();
        for (int number = segments.objective(); number >= 0; number--) {
            if (needed[number]) {
                for (Place read : readsOf(number, result, known)) {
                    needed[read.segment()] = true;
                }
            }
        }
        return needed;
    }

    /** Names of the weights that no needed segment reads. */
    Set<String> idle(boolean[] needed) {
        Set<String> idle = new HashSet<>();
        Set<String> used = new HashSet<>();
        if (IntStream.range(0, needed.length).allMatch(number -> needed[number])) {
            return idle;
        }
        for (int number = 0; number < needed.length; number++) {
            Set<String> names = needed[number] ? used : idle;
            segments.weights(number).forEach(weight -> names.add(weight.name()));
        }
        idle.removeAll(used);
        return idle;
    }

    private List<Place> readsOf(int number, IntFunction<Tensor> result, Map<Place, double[]> known) {
        List<Place> reads = segments.get(number).reads();
        if (!isWeightedEarly(segments.get(number))) {
            return reads;
        }
        double[] weights = known.computeIfAbsent(reads.getLast(), place -> {
            try (Tensor values = place.of(result.apply(place.segment()), 1)) {
                return HostArrays.doubles(values);
            }
        });
        List<Place> nonZero = new ArrayList<>();
        WeightedSum.terms(weights).forEach(term -> nonZero.add(reads.get(term)));
        nonZero.add(reads.getLast());
        return nonZero;
    }

    /** Whether a segment starts with a weighted sum whose weights are computed early. */
    private boolean isWeightedEarly(Segment segment) {
        if (!(segment instanceof Segment.Chains chains)) {
            return false;
        }
        int first = chains.twins().getFirst().nodes().getFirst();
        return plan.node(first).op() instanceof Op.Mix
                && plan.isTensor(plan.inputs(first).getLast())
                && early.contains(chains.reads().getLast().segment());
    }
}
