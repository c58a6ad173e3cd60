package org.espalier.engine.input;

import java.util.Map;
import org.espalier.graph.Extent;

/**
 * What a graph and its objective are given.
 *
 * @param extent number and size of the images
 * @param byName values of each input and label map
 */
public record Inputs(Extent extent, Map<String, Feed> byName) {

    /** @throws IllegalArgumentException if nothing of this name was given */
    public Feed get(String name) {
        Feed feed = byName.get(name);
        if (feed == null) {
            throw new IllegalArgumentException("input " + name + " was not fed; fed are " + byName.keySet());
        }
        return feed;
    }

    /** @throws IllegalArgumentException if what was given by this name are no labels */
    public byte[] labels(String name) {
        if (get(name) instanceof Feed.Labels labels) {
            return labels.classes();
        }
        throw new IllegalArgumentException(name + " was not fed as labels");
    }
}
