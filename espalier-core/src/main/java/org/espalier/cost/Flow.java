package org.espalier.cost;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.graph.Type;
import org.espalier.pass.SimplifyMixes;

/**
 * The conditions under which each node of a graph remains: the choices downstream that use its result, and the choices
 * upstream that feed it anything but zeros. Only a Mix weighted by choices sets conditions; every other node passes
 * them on.
 */
final class Flow {

    /** Where a Mix's weight comes from: an option of a choice. */
    record Option(int choice, int option) {}

    /**
     * When a node receives anything but zeros.
     *
     * @param always for any choice
     * @param mixes otherwise, the Mixes of which one must give anything but zeros
     */
    record Reach(boolean always, Set<Integer> mixes) {

        static final Reach ALWAYS = new Reach(true, Set.of());
        static final Reach NEVER = new Reach(false, Set.of());

        Reach or(Reach other) {
            if (always || other.always) {
                return ALWAYS;
            }
            Set<Integer> all = new TreeSet<>(mixes);
            all.addAll(other.mixes);
            return new Reach(false, all);
        }
    }

    /**
     * When a result is used.
     *
     * @param always for any choice
     * @param gates otherwise, the options that must be chosen
     */
    record Use(boolean always, Gates gates) {

        static final Use ALWAYS = new Use(true, Gates.CLOSED);
        static final Use NEVER = new Use(false, Gates.CLOSED);

        Use or(Use other) {
            return always || other.always ? ALWAYS : new Use(false, gates.or(other.gates));
        }
    }

    private final Graph graph;
    private final List<List<Integer>> inputs;
    private final Map<Integer, Integer> choiceAt = new HashMap<>();
    private final List<Optional<List<List<Option>>>> mixes = new ArrayList<>();
    private final List<Reach> reach = new ArrayList<>();
    private final List<Use> use = new ArrayList<>();

    /** @param choices outputs of the graph that give the weights of a choice each; all other outputs are results */
    Flow(Graph graph, List<String> choices) {
        this.graph = graph;
        this.inputs = graph.inputIndexes();
        for (int choice = 0; choice < choices.size(); choice++) {
            choiceAt.put(graph.index(graph.outputNode(choices.get(choice))), choice);
        }
        for (int node = 0; node < inputs.size(); node++) {
            mixes.add(chosen(node));
            reach.add(reachOf(node));
            use.add(Use.NEVER);
        }
        graph.outputs().forEach((name, node) -> {
            if (!choices.contains(name)) {
                use.set(graph.index(node), Use.ALWAYS);
            }
        });
        for (int node = inputs.size() - 1; node >= 0; node--) {
            spread(node);
        }
    }

    /** Indexes of the nodes that a node reads. */
    List<Integer> inputs(int node) {
        return inputs.get(node);
    }

    /** For each value of a Mix the options of which one must be chosen, if the Mix is decided by choices. */
    Optional<List<List<Option>>> options(int node) {
        return mixes.get(node);
    }

    Reach reach(int node) {
        return reach.get(node);
    }

    Use use(int node) {
        return use.get(node);
    }

    /**
     * Whether a node only makes a decision and is absent from the final network: a tensor, or a Mix that choices
     * decide.
     */
    boolean isDecision(int node) {
        return graph.type(node) instanceof Type.Tensor || mixes.get(node).isPresent();
    }

    private Reach reachOf(int node) {
        Op op = graph.nodes().get(node).op();
        if (mixes.get(node).isPresent()) {
            return new Reach(false, Set.of(node));
        }
        return switch (op) {
            case Op.Zeros z -> Reach.NEVER;
            case Op.Add a -> any(inputs.get(node));
            case Op.Mix m -> any(inputs.get(node).subList(0, inputs.get(node).size() - 1));
            default -> SimplifyMixes.keepsZeros(op) ? reach.get(inputs.get(node).getFirst()) : Reach.ALWAYS;
        };
    }

    private Reach any(List<Integer> nodes) {
        return nodes.stream().map(reach::get).reduce(Reach.NEVER, Reach::or);
    }

    /** Passes a node's conditions of use on to its inputs. */
    private void spread(int node) {
        List<Integer> read = inputs.get(node);
        if (mixes.get(node).isPresent()) {
            List<List<Option>> options = mixes.get(node).get();
            for (int value = 0; value < options.size(); value++) {
                for (Option option : options.get(value)) {
                    add(read.get(value), new Use(false, Gates.of(option.choice, option.option, node)));
                }
            }
        } else {
            read.forEach(input -> add(input, use.get(node)));
        }
    }

    private void add(int node, Use more) {
        use.set(node, use.get(node).or(more));
    }

    private Optional<List<List<Option>>> chosen(int node) {
        Node mix = graph.nodes().get(node);
        int weights = mix.op() instanceof Op.Mix ? inputs.get(node).getLast() : -1;
        if (weights < 0 || !(graph.type(weights) instanceof Type.Tensor)) {
            return Optional.empty();
        }
        List<List<Option>> options = IntStream.range(0, inputs.get(node).size() - 1)
                .mapToObj(value -> origins(weights, value))
                .toList();
        return options.stream().anyMatch(List::isEmpty) ? Optional.empty() : Optional.of(options);
    }

    /**
     * The options that an element of a vector comes from, traced through slices, concatenations and sums, and through
     * products with what the paths to the option's node weigh: that is a condition of the node.
     *
     * @return empty if it does not come from options alone
     */
    private List<Option> origins(int vector, int place) {
        if (choiceAt.containsKey(vector)) {
            return List.of(new Option(choiceAt.get(vector), place));
        }
        List<Integer> read = inputs.get(vector);
        return switch (graph.nodes().get(vector).op()) {
            case Op.Multiply m -> origins(read.getFirst(), place);
            case Op.Add a -> {
                List<List<Option>> all =
                        read.stream().map(one -> origins(one, place)).toList();
                yield all.stream().anyMatch(List::isEmpty)
                        ? List.of()
                        : all.stream().flatMap(List::stream).toList();
            }
            case Op.Slice slice -> origins(read.getFirst(), place + slice.from());
            case Op.Concat c -> {
                int left = place;
                for (int part : read) {
                    int length = graph.type(part).channels();
                    if (left < length) {
                        yield origins(part, left);
                    }
                    left -= length;
                }
                yield List.of();
            }
            default -> List.of();
        };
    }
}
