package org.espalier.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SequencedMap;
import java.util.function.IntPredicate;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.graph.Type;
import org.espalier.graph.Weight;

/**
 * What is run at a time: a {@link Chain} of nodes, or several twins, chains that apply the same operations with the same weights to different
 * values, as the runs of a cell for the transitions into it do. The images of twins are joined into one batch. Last comes the objective.
 */
final class Segments {

    private final Plan plan;
    private final List<Chain> chains;
    private final List<List<Integer>> members;
    private final int[] segmentOf;
    private final List<List<Read>> readers = new ArrayList<>();

    /** Where a chain's result, or a part of it, is read: by which segment, as its how manieth input, for which of its twins. */
    record Read(int by, int place, int twin, Optional<Chain.Part> part) {}

    /** What makes chains twins. */
    private record Form(List<Op> operations, Type input) {}

    Segments(Plan plan) {
        this.plan = plan;
        this.chains = Chain.cut(plan);
        this.members = inOrder(twins());
        this.segmentOf = segmentOf(members);
        chains.forEach(chain -> readers.add(new ArrayList<>()));
        for (int segment = 0; segment < members.size(); segment++) {
            for (int twin = 0; twin < members.get(segment).size(); twin++) {
                List<Chain.Source> reads =
                        chains.get(members.get(segment).get(twin)).reads();
                for (int place = 0; place < reads.size(); place++) {
                    Chain.Source source = reads.get(place);
                    readers.get(source.chain()).add(new Read(segment, place, twin, source.part()));
                }
            }
        }
    }

    /** The number of the objective's segment, the last. */
    int objective() {
        return members.size() - 1;
    }

    /** The number of chains. */
    int chains() {
        return chains.size();
    }

    /** The chain of a number. */
    Chain chain(int number) {
        return chains.get(number);
    }

    /** The numbers of a segment's chains: one, or those of its twins. */
    List<Integer> members(int segment) {
        return members.get(segment);
    }

    /** The segment that a chain belongs to. */
    int segmentOf(int chain) {
        return segmentOf[chain];
    }

    /** Where a chain's result is read, in an order that never changes. */
    List<Read> readers(int chain) {
        return readers.get(chain);
    }

    /**
     * Which segments' results depend on weights that get gradients.
     *
     * @param own whether a node, by its place, reads such a weight
     */
    boolean[] differentiated(IntPredicate own) {
        boolean[] differentiated = new boolean[members.size()];
        for (int segment = 0; segment < differentiated.length; segment++) {
            for (int member : members.get(segment)) {
                Chain chain = chains.get(member);
                differentiated[segment] |= chain.nodes().stream().anyMatch(own::test)
                        || chain.reads().stream().anyMatch(read -> differentiated[segmentOf[read.chain()]]);
            }
        }
        return differentiated;
    }

    /**
     * A step as tasks: number s runs segment s forward, number {@code 2 objective() - s} runs it backward; the objective's task is both. Segments that
     * name the same weight run one after the other, so that statistics move and gradients add up in one order, whoever runs them.
     */
    TaskOrder tasks() {
        TaskOrder order = new TaskOrder(2 * objective() + 1);
        Map<String, Integer> lastOf = new HashMap<>();
        for (int segment = 0; segment <= objective(); segment++) {
            for (int read : reads(members.get(segment), segmentOf)) {
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
        for (int node : chains.get(members.get(segment).getFirst()).nodes()) {
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

    /** The chains, twins together. */
    private List<List<Integer>> twins() {
        List<List<Integer>> groups = new ArrayList<>();
        SequencedMap<Form, List<Integer>> byForm = new LinkedHashMap<>();
        for (int chain = 0; chain < chains.size(); chain++) {
            if (mayHaveTwins(chains.get(chain))) {
                byForm.computeIfAbsent(form(chains.get(chain)), form -> new ArrayList<>())
                        .add(chain);
            } else {
                groups.add(List.of(chain));
            }
        }
        groups.addAll(byForm.values());
        return groups;
    }

    /** Whether a chain has weights and its images could stand in one batch with others. */
    private boolean mayHaveTwins(Chain chain) {
        boolean hasWeights = chain.nodes().stream()
                .anyMatch(node -> !plan.node(node).op().weights().isEmpty());
        return hasWeights && chain.reads().size() == 1 && !(inputType(chain) instanceof Type.Tensor);
    }

    private Form form(Chain chain) {
        List<Op> operations =
                chain.nodes().stream().map(plan::node).map(Node::op).toList();
        return new Form(operations, inputType(chain));
    }

    private Type inputType(Chain chain) {
        int first = chain.nodes().getFirst();
        return plan.graph().type(plan.inputs(first).getFirst());
    }

    /** Groups in an order in which each reads earlier ones only; twins that wait for each other are parted. */
    private List<List<Integer>> inOrder(List<List<Integer>> groups) {
        int[] groupOf = segmentOf(groups);
        List<List<Integer>> followers = new ArrayList<>();
        groups.forEach(group -> followers.add(new ArrayList<>()));
        int[] waitsFor = new int[groups.size()];
        for (int group = 0; group < groups.size(); group++) {
            for (int read : reads(groups.get(group), groupOf)) {
                followers.get(read).add(group);
                waitsFor[group]++;
            }
        }
        PriorityQueue<List<Integer>> ready = new PriorityQueue<>((a, b) -> Integer.compare(a.getFirst(), b.getFirst()));
        for (int group = 0; group < groups.size(); group++) {
            if (waitsFor[group] == 0) {
                ready.add(groups.get(group));
            }
        }
        List<List<Integer>> ordered = new ArrayList<>();
        while (!ready.isEmpty()) {
            List<Integer> next = ready.remove();
            ordered.add(next);
            for (int follower : followers.get(groupOf[next.getFirst()])) {
                waitsFor[follower]--;
                if (waitsFor[follower] == 0) {
                    ready.add(groups.get(follower));
                }
            }
        }
        return ordered.size() == groups.size() ? ordered : inOrder(parted(groups, waitsFor));
    }

    /** The groups, those that still wait for others taken apart. */
    private static List<List<Integer>> parted(List<List<Integer>> groups, int[] waitsFor) {
        List<List<Integer>> parted = new ArrayList<>();
        for (int group = 0; group < waitsFor.length; group++) {
            if (waitsFor[group] > 0) {
                groups.get(group).forEach(chain -> parted.add(List.of(chain)));
            } else {
                parted.add(groups.get(group));
            }
        }
        return parted;
    }

    private int[] segmentOf(List<List<Integer>> groups) {
        int[] segmentOf = new int[chains.size()];
        for (int group = 0; group < groups.size(); group++) {
            for (int chain : groups.get(group)) {
                segmentOf[chain] = group;
            }
        }
        return segmentOf;
    }

    /** The groups that a group reads, each once; itself among them if its twins wait for each other. */
    private List<Integer> reads(List<Integer> group, int[] groupOf) {
        return group.stream()
                .flatMap(chain -> chains.get(chain).reads().stream())
                .map(read -> groupOf[read.chain()])
                .distinct()
                .toList();
    }
}
