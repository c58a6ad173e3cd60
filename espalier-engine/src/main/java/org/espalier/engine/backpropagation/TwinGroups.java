package org.espalier.engine.backpropagation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SequencedMap;
import java.util.function.IntFunction;
import org.espalier.engine.forward.Plan;
import org.espalier.graph.Op;
import org.espalier.graph.Type;

/**
 * Finds twins: chains that apply the same operations with the same weights to different values, such as the runs of a
 * cell for each transition into it, and chains that apply the same operations to the results of twins.
 */
final class TwinGroups {

    private final Plan plan;
    private final List<Chain> chains;

    /** The key of twins: equal operations on inputs of equal origin. */
    private record Form(List<Op> operations, List<Origin> reads) {}

    /** The origin of one input. */
    private sealed interface Origin {

        /** Any value of this type. */
        record OfType(Type type) implements Origin {}

        /** The results of twins. */
        record OfTwins(int group, Optional<Chain.Part> part) implements Origin {}

        /** One value that all twins read: a tensor has no image axis and cannot be concatenated. */
        record OfChain(Chain.Source source) implements Origin {}
    }

    private TwinGroups(Plan plan, List<Chain> chains) {
        this.plan = plan;
        this.chains = chains;
    }

    /** The numbers of all chains, grouped by twins. Each group reads only earlier groups. */
    static List<List<Integer>> of(Plan plan, List<Chain> chains) {
        TwinGroups twins = new TwinGroups(plan, chains);
        List<List<Integer>> known = twins.inOrder(twins.ofEqualWeights());
        List<List<Integer>> more = twins.withFollowers(known);
        while (more.size() < known.size()) {
            known = more;
            more = twins.withFollowers(known);
        }
        return twins.inOrder(known);
    }

    /** Groups of chains that apply the same weights to any values of one type. */
    private List<List<Integer>> ofEqualWeights() {
        return grouped(chain -> {
            List<Op> operations = operations(chain);
            boolean weighted = operations.stream().anyMatch(op -> !op.weights().isEmpty());
            return weighted && chains.get(chain).reads().size() == 1 && isBatched(chain)
                    ? new Form(operations, List.of(new Origin.OfType(inputType(chain, 0))))
                    : chain;
        });
    }

    /** The groups, with chains merged that apply the same operations to the results of twins. */
    private List<List<Integer>> withFollowers(List<List<Integer>> known) {
        int[] groupOf = groupOf(known);
        return grouped(chain -> {
            boolean isTwin = known.get(groupOf[chain]).size() > 1;
            List<Origin> reads = isTwin || !isBatched(chain) ? List.of() : origins(chain, known, groupOf);
            return reads.stream().anyMatch(Origin.OfTwins.class::isInstance)
                    ? new Form(operations(chain), reads)
                    : groupOf[chain];
        });
    }

    private List<Origin> origins(int chain, List<List<Integer>> known, int[] groupOf) {
        List<Origin> origins = new ArrayList<>();
        for (int place = 0; place < chains.get(chain).reads().size(); place++) {
            Chain.Source source = chains.get(chain).reads().get(place);
            Type type = inputType(chain, place);
            int group = groupOf[source.chain()];
            if (type instanceof Type.Tensor) {
                origins.add(new Origin.OfChain(source));
            } else if (known.get(group).size() > 1) {
                origins.add(new Origin.OfTwins(group, source.part()));
            } else {
                origins.add(new Origin.OfType(type));
            }
        }
        return origins;
    }

    private List<List<Integer>> grouped(IntFunction<Object> key) {
        SequencedMap<Object, List<Integer>> groups = new LinkedHashMap<>();
        for (int chain = 0; chain < chains.size(); chain++) {
            groups.computeIfAbsent(key.apply(chain), none -> new ArrayList<>()).add(chain);
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

    private List<Op> operations(int chain) {
        return chains.get(chain).nodes().stream()
                .map(node -> plan.node(node).op())
                .toList();
    }

    private Type inputType(int chain, int place) {
        int first = chains.get(chain).nodes().getFirst();
        return plan.graph().type(plan.inputs(first).get(place));
    }

    /**
     * Whether a chain can be concatenated with others: it has nodes, and all their values are features or pooled
     * values.
     */
    private boolean isBatched(int chain) {
        List<Integer> nodes = chains.get(chain).nodes();
        return !nodes.isEmpty() && nodes.stream().noneMatch(plan::isTensor);
    }

    /** Sorts groups so that each reads only earlier ones. Twins that depend on each other are separated. */
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
        return ordered.size() == groups.size() ? ordered : inOrder(split(groups, waitsFor));
    }

    /** The groups; those that still wait for others are split into single chains. */
    private static List<List<Integer>> split(List<List<Integer>> groups, int[] waitsFor) {
        List<List<Integer>> split = new ArrayList<>();
        for (int group = 0; group < waitsFor.length; group++) {
            if (waitsFor[group] > 0) {
                groups.get(group).forEach(chain -> split.add(List.of(chain)));
            } else {
                split.add(groups.get(group));
            }
        }
        return split;
    }

    /** The groups that a group reads, each once; includes itself if its twins depend on each other. */
    private List<Integer> reads(List<Integer> group, int[] groupOf) {
        return group.stream()
                .flatMap(chain -> chains.get(chain).reads().stream())
                .map(read -> groupOf[read.chain()])
                .distinct()
                .toList();
    }
}
