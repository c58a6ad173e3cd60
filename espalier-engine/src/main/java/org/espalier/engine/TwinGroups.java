package org.espalier.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.espalier.graph.Op;
import org.espalier.graph.Type;

/**
 * Which chains are twins: those that apply the same operations with the same weights to different values, as the runs of a cell for the transitions into it
 * do, and those that apply the same operations to what twins give.
 */
final class TwinGroups {

    private final Plan plan;
    private final List<Chain> chains;

    /** What makes chains twins. */
    private record Form(List<Op> operations, List<Origin> reads) {}

    /** Where what twins read at one place comes from. */
    private sealed interface Origin {

        /** Anything of one type. */
        record OfType(Type type) implements Origin {}

        /** The values of twins. */
        record OfTwins(int group, Optional<Chain.Part> part) implements Origin {}

        /** The very same value: a tensor has no images that could stand in one batch with others. */
        record OfChain(Chain.Source source) implements Origin {}
    }

    private TwinGroups(Plan plan, List<Chain> chains) {
        this.plan = plan;
        this.chains = chains;
    }

    /** The numbers of all chains, twins together, in an order in which each group reads earlier ones only. */
    static List<List<Integer>> of(Plan plan, List<Chain> chains) {
        TwinGroups groups = new TwinGroups(plan, chains);
        List<List<Integer>> known =
                IntStream.range(0, chains.size()).mapToObj(List::of).toList();
        List<List<Integer>> more = groups.grown(known);
        while (!more.equals(known)) {
            known = more;
            more = groups.grown(known);
        }
        return groups.inOrder(known);
    }

    /** The twins that can be told when these are known. */
    private List<List<Integer>> grown(List<List<Integer>> known) {
        int[] knownOf = groupOf(known);
        SequencedMap<Object, List<Integer>> groups = new LinkedHashMap<>();
        for (int chain = 0; chain < chains.size(); chain++) {
            Optional<Form> form = form(chains.get(chain), known, knownOf);
            Object key = form.isPresent() ? form.get() : chain;
            groups.computeIfAbsent(key, none -> new ArrayList<>()).add(chain);
        }
        return List.copyOf(groups.values());
    }

    private int[] groupOf(List<List<Integer>> groups) {
        int[] groupOf = new int[chains.size()];
        for (int group = 0; group < groups.size(); group++) {
            for (int chain : groups.get(group)) {
                groupOf[chain] = group;
            }
        }
        return groupOf;
    }

    /** Empty if the chain can have no twins: its values do not stand in batches, or nothing ties it to others. */
    private Optional<Form> form(Chain chain, List<List<Integer>> known, int[] knownOf) {
        if (chain.nodes().isEmpty() || chain.nodes().stream().anyMatch(plan::isTensor)) {
            return Optional.empty();
        }
        List<Op> operations =
                chain.nodes().stream().map(node -> plan.node(node).op()).toList();
        List<Integer> inputs = plan.inputs(chain.nodes().getFirst());
        boolean tied = inputs.size() == 1
                && operations.stream().anyMatch(op -> !op.weights().isEmpty());
        List<Origin> reads = new ArrayList<>();
        for (int place = 0; place < inputs.size(); place++) {
            Chain.Source source = chain.reads().get(place);
            int group = knownOf[source.chain()];
            if (plan.isTensor(inputs.get(place))) {
                reads.add(new Origin.OfChain(source));
            } else if (!tied && known.get(group).size() > 1) {
                reads.add(new Origin.OfTwins(group, source.part()));
            } else {
                reads.add(new Origin.OfType(plan.graph().type(inputs.get(place))));
            }
        }
        boolean any = tied || reads.stream().anyMatch(Origin.OfTwins.class::isInstance);
        return any ? Optional.of(new Form(operations, reads)) : Optional.empty();
    }

    /** Groups in an order in which each reads earlier ones only; twins that wait for each other are parted. */
    private List<List<Integer>> inOrder(List<List<Integer>> groups) {
        int[] groupOf = groupOf(groups);
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

    /** The groups that a group reads, each once; itself among them if its twins wait for each other. */
    private List<Integer> reads(List<Integer> group, int[] groupOf) {
        return group.stream()
                .flatMap(chain -> chains.get(chain).reads().stream())
                .map(read -> groupOf[read.chain()])
                .distinct()
                .toList();
    }
}
