package org.espalier.pass;

import java.util.List;
import java.util.OptionalDouble;
import org.espalier.graph.Distribution;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.graph.Op.BatchNorm;
import org.espalier.graph.Op.BatchNorm.Statistics;
import org.espalier.schedule.Moment;

/**
 * Turns the training graph into the inference graph: normalisations read their running statistics, and noise is
 * removed. A product with a dropout mask becomes its other factor, because the mask's mean is 1. A sum with Gumbel
 * noise becomes the sum of the rest, because its softmax is the distribution that the noise samples from; its
 * temperature becomes 1, and a one-hot sample becomes that softmax. A product that is annealed without sampling gets
 * the temperature of one moment, the end of the run by default. This pass changes values on purpose.
 *
 * <p>Precondition: none. Noise that is used in another way has no inference form and stays; the engine or the export
 * decides what to do with it.
 */
public final class ForInference implements Pass {

    private final Moment moment;

    /** The network at the end of its run. */
    public ForInference() {
        this(Moment.END);
    }

    /** @param moment whose temperatures hold */
    public ForInference(Moment moment) {
        this.moment = moment;
    }

    @Override
    public String name() {
        return "for-inference";
    }

    @Override
    public Graph apply(Graph graph) {
        Rewriting rewriting = new Rewriting(graph);
        for (Node node : graph.nodes()) {
            OptionalDouble temperature = annealed(graph, node);
            if (node.op() instanceof BatchNorm norm && norm.statistics() == Statistics.BATCH) {
                rewriting.replace(new Node(node.name(), norm.using(Statistics.RUNNING), node.inputs()));
            } else if (temperature.isPresent()) {
                rewriting.replace(new Node(
                        node.name(),
                        new Op.Scale(1 / temperature.getAsDouble()),
                        List.of(node.inputs().getFirst())));
            } else if (node.op() instanceof Op.Multiply
                    && isMask(graph, node.inputs().get(1))) {
                rewriting.redirect(node.name(), node.inputs().get(0));
            } else if (node.op() instanceof Op.OneHot) {
                rewriting.redirect(node.name(), node.inputs().getFirst());
            } else if (node.op() instanceof Op.Add) {
                withoutDraws(graph, node, rewriting);
            }
        }
        return rewriting.result();
    }

    /** The temperature of a product of an inverse temperature and anything but a sample. */
    private OptionalDouble annealed(Graph graph, Node product) {
        if (product.op() instanceof Op.Multiply
                && graph.node(product.inputs().get(1)).op() instanceof Op.Noise(var type, var distribution)
                && distribution instanceof Distribution.InverseTemperature sharpness
                && !isSumWithDraw(graph, product.inputs().getFirst())) {
            return OptionalDouble.of(sharpness.temperature().at(moment));
        }
        return OptionalDouble.empty();
    }

    private static boolean isSumWithDraw(Graph graph, String name) {
        Node node = graph.node(name);
        return node.op() instanceof Op.Add && node.inputs().stream().anyMatch(input -> isDraw(graph, input));
    }

    private static boolean isMask(Graph graph, String name) {
        return graph.node(name).op() instanceof Op.Noise(var type, Distribution distribution)
                && switch (distribution) {
                    case Distribution.Dropout d -> true;
                    case Distribution.ScheduledDropout d -> true;
                    case Distribution.InverseTemperature t -> true;
                    case Distribution.Gumbel g -> false;
                    case Distribution.Subset s -> false;
                    case Distribution.FairSubset s -> false;
                };
    }

    private static boolean isDraw(Graph graph, String name) {
        return graph.node(name).op() instanceof Op.Noise(var type, Distribution distribution)
                && switch (distribution) {
                    case Distribution.Gumbel g -> true;
                    case Distribution.Subset s -> true;
                    case Distribution.FairSubset s -> true;
                    case Distribution.Dropout d -> false;
                    case Distribution.ScheduledDropout d -> false;
                    case Distribution.InverseTemperature t -> false;
                };
    }

    private static void withoutDraws(Graph graph, Node sum, Rewriting rewriting) {
        List<String> rest =
                sum.inputs().stream().filter(name -> !isDraw(graph, name)).toList();
        if (rest.size() == 1 && sum.inputs().size() > 1) {
            rewriting.redirect(sum.name(), rest.getFirst());
        } else if (!rest.isEmpty() && rest.size() < sum.inputs().size()) {
            rewriting.replace(new Node(sum.name(), sum.op(), rest));
        }
    }
}
