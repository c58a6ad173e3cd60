package org.espalier.graph;

/**
 * The result of a node under construction, passed from one function over primitives to the next.
 *
 * @param node name of the node that gives it
 * @param type its type
 */
public record Value(String node, Type type) {

    /** Channels of features or a pooled value; length of a tensor's first axis. */
    public int channels() {
        return type.channels();
    }

    /**
     * Output stride.
     *
     * @throws InvalidGraph if this is not features
     */
    public int stride() {
        if (type instanceof Type.Features features) {
            return features.stride();
        }
        throw new InvalidGraph("node " + node + ": " + type + " has no stride");
    }
}
