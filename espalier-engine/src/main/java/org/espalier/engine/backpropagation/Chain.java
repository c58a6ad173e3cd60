package org.espalier.engine.backpropagation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.espalier.engine.forward.Plan;
import org.espalier.graph.Op;
import org.espalier.graph.Type;

/**
 * A sequence of nodes: each node but the first reads only its predecessor, which has no other reader.
 * @param nodes indexes of the nodes; empty for the last chain, the objective, which reads the graph's outputs
 * @param reads inputs of the first node, or of the objective
 */
record Chain(List<Integer> nodes, List<Source> reads) {

    /**
     * The result of a chain, or a part of it. Slices of values with several readers belong to no chain.
     * @param chain number of the chain
     * @param part empty for the whole result
     */
    record Source(int chain, Optional<Part> part) {}

    /** The elements [from, from + length) of an axis. */
    record Part(int axis, int from, int length) {

        /** A view. */
        Tensor of(Tensor whole) {
            return whole.narrow(axis, from, length);
        }
    }

    /**
     * Cuts a graph where a value has several readers or a node reads several values. The objective is the last chain.
     */
    static List<Chain> cut(Plan plan) {
        List<Chain> chains = new ArrayList<>();
        List<Source> sources = new ArrayList<>();
        for (int node = 0; node < plan.size(); node++) {
            List<Integer> inputs = plan.inputs(node);
            boolean only = inputs.size() == 1 && plan.readers(inputs.getFirst()) == 1;
            if (only && sources.get(inputs.getFirst()).part().isEmpty()) {
                sources.add(sources.get(inputs.getFirst()));
            } else if (plan.node(node).op() instanceof Op.Slice slice) {
                sources.add(
                        part(sources.get(inputs.getFirst()), slice, plan.graph().type(node)));
                continue;
            } else {
                sources.add(new Source(chains.size(), Optional.empty()));
                chains.add(new Chain(
                        new ArrayList<>(), inputs.stream().map(sources::get).toList()));
            }
            chains.get(sources.get(node).chain).nodes.add(node);
        }
        chains.add(
                new Chain(List.of(), plan.outputs().stream().map(sources::get).toList()));
        return chains;
    }

    private static Source part(Source of, Op.Slice slice, Type type) {
        int from = slice.from() + of.part.map(Part::from).orElse(0);
        int axis = type instanceof Type.Tensor ? 0 : 1;
        return new Source(of.chain, Optional.of(new Part(axis, from, slice.to() - slice.from())));
    }
}
