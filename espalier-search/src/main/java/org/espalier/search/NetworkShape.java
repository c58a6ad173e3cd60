package org.espalier.search;

import java.util.Map;
import org.espalier.cost.Cost;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.Op;

/**
 * What a network is like as a whole, whatever its space: at one price, networks with fewer convolutions are wider, and
 * those with larger results work at a lower stride.
 *
 * @param parameters number of its trained values
 * @param resultBytes memory of all its node results, for an image of a fixed size
 * @param convolutions number of them, transposed ones included
 */
public record NetworkShape(long parameters, long resultBytes, long convolutions) {

    /** Shapes are compared with each other, so any size will do. */
    private static final Extent EXTENT = Extent.of(128, 128);

    /** The shape of a network. */
    static NetworkShape of(Graph network) {
        return new NetworkShape(
                Cost.of(network, EXTENT).parameters(),
                Cost.resultBytes(network, EXTENT),
                network.nodes().stream()
                        .filter(node -> node.op() instanceof Op.Conv2d || node.op() instanceof Op.ConvTranspose2d)
                        .count());
    }

    /** The logarithms of the numbers, by name. */
    Map<String, Double> features() {
        return Map.of(
                "shape.parameters", Math.log(parameters),
                "shape.resultBytes", Math.log(resultBytes),
                "shape.convolutions", Math.log(convolutions));
    }
}
