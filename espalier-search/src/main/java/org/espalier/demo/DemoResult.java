package org.espalier.demo;

import java.util.List;
import org.espalier.blueprint.Blueprint;
import org.espalier.data.Sample;

/**
 * The result of the demo.
 *
 * @param found the architecture that the search found
 * @param shown samples of {@code val} that every contender segmented
 * @param contenders the network found comes first
 */
public record DemoResult(Blueprint found, List<Sample> shown, List<Contender> contenders) {

    public DemoResult {
        shown = List.copyOf(shown);
        contenders = List.copyOf(contenders);
    }
}
