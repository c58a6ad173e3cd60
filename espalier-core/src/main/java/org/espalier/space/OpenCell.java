package org.espalier.space;

import java.util.List;
import org.espalier.graph.Value;

/**
 * The choices of a cell, one an edge, all among the same options.
 *
 * @param logits its own, a tensor [options] an edge
 * @param guided what has become of them, in the same form; the logits themselves without guidance
 * @param weights of the options, a tensor [options] an edge
 */
public record OpenCell(List<Value> logits, List<Value> guided, List<Value> weights) {

    public OpenCell {
        logits = List.copyOf(logits);
        guided = List.copyOf(guided);
        weights = List.copyOf(weights);
    }
}
