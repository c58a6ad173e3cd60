package org.espalier.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.graph.Weight;

/**
 * A graph cut where a value has several readers or a node reads several values. What is left are chains of nodes, the segments, each with one result;
 * only the first node of a segment reads others' results. Last comes an empty segment that reads the graph's outputs: the objective.
 */
final class Segments {

    private final List<List<Integer>> nodes = new ArrayList<>();
    private final List<List<Integer>> reads = new ArrayList<>();
    private final List<List<Read>> readers = new ArrayList<>();
    private final Plan plan;

    /** Where a segment's result is read: by which segment, as its how manieth input. */
    record Read(int by, int place) {}

    Segments(Plan plan) {
        this.plan = plan;
        int[] segmentOf = new int[plan.size()];
        for (int node = 0; node < plan.size(); node++) {
            List<Integer> inputs = plan.inputs(node);
            if (inputs.size() == 1 && plan.readers(inputs.getFirst()) == 1) {
                segmentOf[node] = segmentOf[inputs.getFirst()];
            } else {
                segmentOf[node] = nodes.size();
                nodes.add(new ArrayList<>());
                reads.add(inputs.stream().map(input -> segmentOf[input]).toList());
            }
            nodes.get(segmentOf[node]).add(node);
        }
        nodes.add(List.of());
        reads.add(plan.outputs().stream().map(output -> segmentOf[output]).toList());
        for (int segment = 0; segment < nodes.size(); segment++) {
            readers.add(new ArrayList<>());
            for (int place = 0; place < reads.get(segment).size(); place++) {
                readers.get(reads.get(segment).get(place)).add(new Read(segment, place));
            }
        }
    }

    /** The number of the objective's segment, the last. */
    int objective() {
        return nodes.size() - 1;
    }

    /** The nodes of a segment, each but the first reading the one before it. */
    List<Integer> nodes(int segment) {
        return nodes.get(segment);
    }

    /** The segments whose results a segment reads. */
    List<Integer> reads(int segment) {
        return reads.get(segment);
    }

    /** Where a segment's result is read, in an order that never changes. */
    List<Read> readers(int segment) {
        return readers.get(segment);
    }

    /**
     * A step as tasks: number s runs segment s forward, number {@code 2 objective() - s} runs it backward; the objective's task is both. Segments that
     * name the same weight run one after the other, so that statistics move and gradients add up in one order, whoever runs them.
     */
    TaskOrder tasks() {
        TaskOrder order = new TaskOrder(2 * objective() + 1);
        Map<String, Integer> lastOf = new HashMap<>();
        for (int segment = 0; segment <= objective(); segment++) {
            for (int read : reads.get(segment).stream().distinct().toList()) {
                inOrder(order, read, segment);
            }
            for (int before : sharing(segment, lastOf)) {
                inOrder(order, before, segment);
            }
        }
        return order;
    }

    private void inOrder(TaskOrder order, int first, int second) {
        order.add(first, second);
        order.add(2 * objective() - second, 2 * objective() - first);
    }

    /** The segments that named one of a segment's weights last. */
    private List<Integer> sharing(int segment, Map<String, Integer> lastOf) {
        List<Weight.Named> weights = new ArrayList<>();
        for (int node : nodes.get(segment)) {
            plan.node(node).op().weights().forEach(weight -> weight.forEachNamed(weights::add));
        }
        List<Integer> sharing = new ArrayList<>();
        for (Weight.Named weight : weights) {
            Integer before = lastOf.put(weight.name(), segment);
            if (before != null && before != segment && !sharing.contains(before)) {
                sharing.add(before);
            }
        }
        return sharing;
    }
}
