package org.espalier.cost;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.espalier.cost.Flow.Option;
import org.espalier.cost.Flow.Reach;
import org.espalier.cost.Flow.Use;
import org.espalier.graph.Graph;
import org.espalier.graph.Op;
import org.espalier.loss.OutputFunction;
import org.espalier.text.Text;

/**
 * The expected cost of a network with open choices, where the weight of an option is its probability: the sum over all
 * nodes of the cost times the probability that the node remains. A node remains if its result is used ({@link Use}) and
 * it receives anything but zeros ({@link Reach}).
 *
 * <p>With one option of every choice at 1 and the others at 0, or all at 0, this is exactly the cost of the graph with
 * the decisions fixed ({@link org.espalier.pass.FixValues}, {@link org.espalier.pass.Passes#SIMPLIFY}). In between it
 * is an estimate, smooth in every weight: options of one choice exclude each other, and different choices count as
 * independent. The second factor of a product counts as used wherever the product is.
 *
 * <p>Subexpressions that branches share count once if they are one node: apply
 * {@link org.espalier.pass.ShareCommonSubexpressions} first.
 */
public final class ExpectedCost implements OutputFunction {

    private final List<String> choices;
    private final int[] options;
    private final Flow flow;
    private final List<Part> parts = new ArrayList<>();
    private final List<Integer> mixes = new ArrayList<>();
    private final Map<Integer, Gates> into = new HashMap<>();
    private final List<Sum> sums = new ArrayList<>();
    private final int nodes;

    /** Nodes that remain under the same conditions, and their total cost. */
    private record Part(Reach reach, Use use, double cost) {}

    /** A sum whose inputs may be removed. */
    private record Sum(int node, Use use, List<Reach> inputs, NodeCost cost) {

        double cost(int inputs) {
            return cost.of(node, inputs);
        }
    }

    private ExpectedCost(Graph graph, List<String> choices, NodeCost cost) {
        this.choices = List.copyOf(choices);
        this.options = choices.stream()
                .mapToInt(choice -> graph.outputType(choice).channels())
                .toArray();
        this.flow = new Flow(graph, choices);
        this.nodes = graph.nodes().size();
        Map<Part, Double> together = new LinkedHashMap<>();
        for (int node = 0; node < nodes; node++) {
            if (flow.options(node).isPresent()) {
                mixes.add(node);
                into.put(node, gates(flow.options(node).get()));
            } else if (graph.nodes().get(node).op() instanceof Op.Add && !flow.isDecision(node)) {
                List<Reach> inputs = flow.inputs(node).stream().map(flow::reach).toList();
                sums.add(new Sum(node, flow.use(node), inputs, cost));
            } else if (!flow.isDecision(node)) {
                double own = cost.of(node, flow.inputs(node).size());
                if (own != 0) {
                    together.merge(new Part(flow.reach(node), flow.use(node), 0), own, Double::sum);
                }
            }
        }
        together.forEach((part, sum) -> parts.add(new Part(part.reach, part.use, sum)));
    }

    /**
     * The expected cost of a graph.
     *
     * @param graph with an output for each choice, its weights; all other outputs are results
     * @param choices the names of these outputs
     * @param cost of its nodes
     */
    public static ExpectedCost of(Graph graph, List<String> choices, NodeCost cost) {
        return new ExpectedCost(graph, choices, cost);
    }

    /** The choices it depends on, with the number of their options. */
    public SequencedMap<String, Integer> options() {
        SequencedMap<String, Integer> counts = new LinkedHashMap<>();
        for (int choice = 0; choice < options.length; choice++) {
            counts.put(choices.get(choice), options[choice]);
        }
        return counts;
    }

    @Override
    public Valued at(Map<String, double[]> weights) {
        return new Run(weights).valued();
    }

    /** One evaluation: probabilities forward, then derivatives backward. */
    private final class Run {

        private final double[][] weights;
        private final double[] reached = new double[nodes];
        private final double[] used = new double[nodes];
        private final double[][] toWeights;
        private final double[] toReached = new double[nodes];
        private final double[] toUsed = new double[nodes];

        Run(Map<String, double[]> byName) {
            this.weights = new double[options.length][];
            this.toWeights = new double[options.length][];
            for (int choice = 0; choice < options.length; choice++) {
                double[] own = byName.get(choices.get(choice));
                if (own == null || own.length != options[choice]) {
                    throw new IllegalArgumentException(Text.format(
                            "choice %s needs %d weights; got %s",
                            choices.get(choice), options[choice], own == null ? "none" : own.length));
                }
                weights[choice] = own;
                toWeights[choice] = new double[own.length];
            }
        }

        Valued valued() {
            for (int mix : mixes) {
                reached[mix] = arrivals(mix);
            }
            for (int mix : mixes.reversed()) {
                used[mix] = of(flow.use(mix));
            }
            double value = 0;
            for (Part part : parts) {
                double reach = of(part.reach);
                double use = of(part.use);
                value += part.cost * reach * use;
                back(part.reach, part.cost * use);
                back(part.use, part.cost * reach);
            }
            for (Sum sum : sums) {
                value += sum(sum);
            }
            for (int mix : mixes) {
                back(flow.use(mix), toUsed[mix]);
            }
            for (int mix : mixes.reversed()) {
                backArrivals(mix);
            }
            Map<String, double[]> gradient = new LinkedHashMap<>();
            for (int choice = 0; choice < options.length; choice++) {
                gradient.put(choices.get(choice), toWeights[choice]);
            }
            return new Valued(value, gradient);
        }

        private double sum(Sum sum) {
            double[] present = sum.inputs.stream().mapToDouble(this::of).toArray();
            double use = of(sum.use);
            double expected = Summands.expected(present, sum::cost);
            back(sum.use, expected);
            for (int value = 0; value < present.length; value++) {
                back(sum.inputs.get(value), use * Summands.derivative(present, value, sum::cost));
            }
            return use * expected;
        }

        private double of(Reach reach) {
            return reach.always() ? 1 : Gates.any(reach.mixes(), reached);
        }

        private double of(Use use) {
            return use.always() ? 1 : use.gates().probability(weights, used);
        }

        private void back(Reach reach, double upstream) {
            if (!reach.always() && upstream != 0) {
                Gates.differentiateAny(upstream, reach.mixes(), reached, toReached);
            }
        }

        private void back(Use use, double upstream) {
            if (!use.always() && upstream != 0) {
                use.gates().differentiate(upstream, weights, used, toWeights, toUsed);
            }
        }

        /** The probability that a Mix gives anything but zeros. */
        private double arrivals(int mix) {
            return Objects.requireNonNull(into.get(mix)).probability(weights, arrived(mix));
        }

        private void backArrivals(int mix) {
            if (toReached[mix] == 0) {
                return;
            }
            double[] toArrived = new double[flow.inputs(mix).size()];
            Objects.requireNonNull(into.get(mix))
                    .differentiate(toReached[mix], weights, arrived(mix), toWeights, toArrived);
            for (int value = 0; value < toArrived.length - 1; value++) {
                back(flow.reach(flow.inputs(mix).get(value)), toArrived[value]);
            }
        }

        private double[] arrived(int mix) {
            return flow.inputs(mix).stream()
                    .mapToDouble(value -> of(flow.reach(value)))
                    .toArray();
        }
    }

    /** The options of a Mix, each with the index of its value. */
    private static Gates gates(List<List<Option>> read) {
        Gates gates = Gates.CLOSED;
        for (int value = 0; value < read.size(); value++) {
            for (Option option : read.get(value)) {
                gates = gates.or(Gates.of(option.choice(), option.option(), value));
            }
        }
        return gates;
    }
}
