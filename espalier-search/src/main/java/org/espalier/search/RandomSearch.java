package org.espalier.search;

import java.util.function.Function;
import java.util.stream.IntStream;
import org.espalier.blueprint.Blueprint;
import org.espalier.cost.Cost;
import org.espalier.graph.Extent;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;

/** Random architectures of a space: the control that a search has to beat. */
public final class RandomSearch {

    private static final int CLASSES = 19;
    private static final int TRIES = 10_000;

    private RandomSearch() {}

    /**
     * The first random architecture whose network costs about as much as asked for.
     *
     * @param random draws an architecture
     * @param multiplyAdds of the network at {@code extent}
     * @param within largest relative distance from it, such as 0.2
     * @throws BadUsage if there is none among many
     */
    public static Blueprint near(
            Function<Seed, Blueprint> random, Seed seed, Extent extent, long multiplyAdds, double within) {
        return IntStream.range(0, TRIES)
                .mapToObj(index -> random.apply(seed.derive(index)))
                .filter(drawn -> {
                    long cost = Cost.of(drawn.network(CLASSES), extent).multiplyAdds();
                    return Math.abs(cost - multiplyAdds) <= within * multiplyAdds;
                })
                .findFirst()
                .orElseThrow(() -> new BadUsage(
                        "none of %d random architectures has %d multiply-adds within %s; allow a wider range"
                                .formatted(TRIES, multiplyAdds, within)));
    }
}
