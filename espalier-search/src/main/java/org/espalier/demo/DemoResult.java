package org.espalier.demo;

import java.util.List;
import org.espalier.blueprint.Blueprint;
import org.espalier.data.Sample;

/**
 * What the demo found.
 *
 * @param found the architecture of the search
 * @param shown samples of {@code val} that every contender segmented
 * @param contenders the network that was found first
 */
public record DemoResult(Blueprint found, List<Sample> shown, List<Contender> contenders) {

    public DemoResult {
        shown = List.copyOf(shown);
        contenders = List.copyOf(contenders);
    }
}
