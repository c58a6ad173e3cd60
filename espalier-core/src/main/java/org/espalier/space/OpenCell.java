package org.espalier.space;

import java.util.List;
import org.espalier.graph.Value;

/**
 * The choices of a cell, one per edge, all with the same options.
 *
 * @param logits its own, a tensor [options] per edge
 * @param guided the logits after guidance, in the same form; without guidance the logits themselves
 * @param weights of the options, a tensor [options] per edge
 */
public record OpenCell(List<Value> logits, List<Value> guided, List<Value> weights) {

    public OpenCell {
        logits = List.copyOf(logits);
        guided = List.copyOf(guided);
        weights = List.copyOf(weights);
    }
}
