package org.espalier.space;

import java.util.List;

/**
 * One decision of a search space.
 *
 * @param name also the name of the supernet's output that gives the weights of the options, a tensor [options]
 * @param options names of the options
 */
public record Choice(String name, List<String> options) {

    public Choice {
        options = List.copyOf(options);
    }
}
