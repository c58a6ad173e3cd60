package org.espalier.pass;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.graph.Op.BatchNorm;
import org.espalier.graph.Op.BatchNorm.Statistics;
import org.espalier.graph.Op.Conv2d;
import org.espalier.graph.Op.ConvTranspose2d;
import org.espalier.graph.Weight;

/**
 * Folds a normalisation into the convolution before it, transposed or not: one convolution with a scaled kernel and a
 * bias. It takes the normalisation's name, because it gives the normalisation's values.
 *
 * <p>Precondition: the normalisation reads its running statistics ({@link ForInference}), and nothing else reads the
 * convolution, which is not an output. Other normalisations stay.
 */
public final class FoldNormalization implements Pass {

    @Override
    public String name() {
        return "fold-normalization";
    }

    @Override
    public Graph apply(Graph graph) {
        Map<String, Integer> readers = readers(graph);
        Rewriting rewriting = new Rewriting(graph);
        for (Node node : graph.nodes()) {
            if (node.op() instanceof BatchNorm norm && norm.statistics() == Statistics.RUNNING) {
                Node before = graph.node(node.inputs().getFirst());
                if (readers.getOrDefault(before.name(), 0) == 1) {
                    folded(before.op(), norm)
                            .ifPresent(op -> rewriting.replace(new Node(node.name(), op, before.inputs())));
                }
            }
        }
        return rewriting.result();
    }

    /** A convolution with the normalisation folded in; empty for other operations. */
    private static Optional<Op> folded(Op before, BatchNorm norm) {
        if (before instanceof Conv2d conv) {
            return Optional.of(new Conv2d(
                    new Weight.FoldedKernel(conv.kernel(), norm, 0),
                    Optional.of(new Weight.FoldedBias(conv.bias(), norm)),
                    conv.stride(),
                    conv.dilation(),
                    conv.groups(),
                    conv.padding()));
        }
        if (before instanceof ConvTranspose2d conv) {
            return Optional.of(new ConvTranspose2d(
                    new Weight.FoldedKernel(conv.kernel(), norm, 1),
                    Optional.of(new Weight.FoldedBias(conv.bias(), norm)),
                    conv.stride(),
                    conv.padding()));
        }
        return Optional.empty();
    }

    /** How often each node is read, by nodes and as an output. */
    private static Map<String, Integer> readers(Graph graph) {
        Map<String, Integer> readers = new HashMap<>();
        graph.nodes().stream()
                .map(Node::inputs)
                .flatMap(List::stream)
                .forEach(name -> readers.merge(name, 1, Integer::sum));
        graph.outputs().values().forEach(name -> readers.merge(name, 1, Integer::sum));
        return readers;
    }
}
