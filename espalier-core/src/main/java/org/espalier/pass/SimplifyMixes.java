package org.espalier.pass;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.graph.Op.Constant;

/**
 * Removes what has no effect under constant Mix weights: values of weight 0, and a Mix of a single value of weight 1,
 * whose readers read the value instead. A Mix without values becomes zeros, which propagate through sums and through
 * operations that map zeros to zeros, up to a normalisation or a bias.
 */
public final class SimplifyMixes implements Pass {

    @Override
    public String name() {
        return "simplify-mixes";
    }

    @Override
    public Graph apply(Graph graph) {
        Rewriting rewriting = new Rewriting(graph);
        for (Node node : graph.nodes()) {
            Node current = rewriting.current(node.name());
            switch (node.op()) {
                case Op.Mix m
                when rewriting.current(current.inputs().getLast()).op() instanceof Constant weights ->
                    simplifyMix(graph, rewriting, current, weights);
                case Op.Add a -> simplifySum(graph, rewriting, current);
                default -> {
                    boolean zero = keepsZeros(node.op())
                            && isZero(rewriting, current.inputs().getFirst());
                    rewriting.replace(zero ? zeros(graph, node.name()) : current);
                }
            }
        }
        return rewriting.result();
    }

    private static void simplifyMix(Graph graph, Rewriting rewriting, Node mix, Constant weights) {
        List<String> values = new ArrayList<>();
        List<Double> factors = new ArrayList<>();
        for (int index = 0; index < weights.values().size(); index++) {
            String value = mix.inputs().get(index);
            if (weights.values().get(index) != 0 && !isZero(rewriting, value)) {
                values.add(value);
                factors.add(weights.values().get(index));
            }
        }
        if (values.isEmpty()) {
            rewriting.replace(zeros(graph, mix.name()));
        } else if (factors.equals(List.of(1.0))) {
            rewriting.redirect(mix.name(), values.getFirst());
        } else if (values.size() < weights.values().size()) {
            Node kept = new Node(mix.name() + ".weights", new Constant(List.of(factors.size()), factors), List.of());
            rewriting.replace(kept);
            values.add(kept.name());
            rewriting.replace(new Node(mix.name(), mix.op(), values));
        }
    }

    private static void simplifySum(Graph graph, Rewriting rewriting, Node sum) {
        List<String> values =
                sum.inputs().stream().filter(value -> !isZero(rewriting, value)).toList();
        if (values.isEmpty()) {
            rewriting.replace(zeros(graph, sum.name()));
        } else if (values.size() == 1) {
            rewriting.redirect(sum.name(), values.getFirst());
        } else if (values.size() < sum.inputs().size()) {
            rewriting.replace(new Node(sum.name(), sum.op(), values));
        }
    }

    /** Whether the operation gives zeros whenever its first input is zeros. */
    public static boolean keepsZeros(Op op) {
        return switch (op) {
            case Op.Conv2d conv -> conv.bias().isEmpty();
            case Op.ConvTranspose2d conv -> conv.bias().isEmpty();
            case Op.Activation activation -> activation.function() != Op.Activation.Function.SIGMOID;
            case Op.PRelu p -> true;
            case Op.MaxPool p -> true;
            case Op.MaxUnpool p -> true;
            case Op.AvgPool p -> true;
            case Op.GlobalAvgPool p -> true;
            case Op.Resize r -> true;
            case Op.Multiply m -> true;
            case Op.Scale s -> true;
            case Op.Slice s -> true;
            case Op.ChannelShuffle s -> true;
            case Op.Add a -> false;
            case Op.Concat c -> false;
            case Op.Mix m -> false;
            case Op.Input i -> false;
            case Op.Noise n -> false;
            case Op.Constant c -> false;
            case Op.Zeros z -> false;
            case Op.Parameter p -> false;
            case Op.Normalize n -> false;
            case Op.BatchNorm b -> false;
            case Op.MatMul m -> false;
            case Op.Softmax s -> false;
            case Op.Log l -> false;
            case Op.Reshape r -> false;
            case Op.OneHot o -> false;
        };
    }

    private static boolean isZero(Rewriting rewriting, String node) {
        return rewriting.current(node).op() instanceof Op.Zeros;
    }

    private static Node zeros(Graph graph, String name) {
        return new Node(name, new Op.Zeros(graph.type(name)), List.of());
    }
}
