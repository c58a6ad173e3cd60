package org.espalier.search;

import org.espalier.blueprint.Blueprint;
import org.espalier.budget.Proportions;

/**
 * An architecture with the widths that its network has. Two are equal if their networks are: choices that nothing
 * reads do not count.
 *
 * @param <A> architectures
 * @param architecture the choices
 * @param proportions of the network's parts, before its widths were scaled for the budget
 * @param blueprint of the network, with the widths that meet the budget
 * @param network hash of the graph
 * @param shape of the graph
 */
public record PricedNetwork<A>(
        A architecture, Proportions proportions, Blueprint blueprint, String network, NetworkShape shape) {

    @Override
    public boolean equals(Object other) {
        return other instanceof PricedNetwork<?> priced && priced.network.equals(network);
    }

    @Override
    public int hashCode() {
        return network.hashCode();
    }
}
