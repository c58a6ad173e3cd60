package org.espalier.deploy.profile;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.graph.Type;
import org.espalier.latency.LatencyKey;
import org.espalier.latency.LatencyKeys;

/**
 * A node of a network that is timed for all nodes with its key.
 *
 * @param op its operation
 * @param inputs types of its inputs
 * @param out type of its result
 */
record Specimen(Op op, List<Type> inputs, Type out) {

    Specimen {
        inputs = List.copyOf(inputs);
    }

    /** The first node for every key in the networks. */
    static SortedMap<LatencyKey, Specimen> of(Collection<Graph> networks, Extent extent) {
        SortedMap<LatencyKey, Specimen> found = new TreeMap<>();
        for (Graph network : networks) {
            List<Optional<LatencyKey>> keys = LatencyKeys.of(network, extent);
            for (int index = 0; index < keys.size(); index++) {
                Node node = network.nodes().get(index);
                Type out = network.type(index);
                keys.get(index)
                        .ifPresent(key -> found.computeIfAbsent(
                                key,
                                wanted -> new Specimen(
                                        node.op(),
                                        node.inputs().stream()
                                                .map(network::type)
                                                .toList(),
                                        out)));
            }
        }
        return Collections.unmodifiableSortedMap(found);
    }
}
