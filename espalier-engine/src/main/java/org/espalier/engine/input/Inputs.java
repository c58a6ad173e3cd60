package org.espalier.engine.input;

import java.util.Map;
import org.espalier.graph.Extent;

/**
 * The inputs of a graph and the labels of its objective.
 * @param extent number and size of the images
 * @param byName values of each input and label map
 */
public record Inputs(Extent extent, Map<String, Feed> byName) {

    /**
     * The values of a name.
     * @throws IllegalArgumentException if there are none
     */
    public Feed get(String name) {
        Feed feed = byName.get(name);
        if (feed == null) {
            throw new IllegalArgumentException("input " + name + " was not fed; fed are " + byName.keySet());
        }
        return feed;
    }

    /**
     * The labels of a name.
     * @throws IllegalArgumentException if there are none
     */
    public byte[] labels(String name) {
        if (get(name) instanceof Feed.Labels labels) {
            return labels.classes();
        }
        throw new IllegalArgumentException(name + " was not fed as labels");
    }
}
