package org.espalier.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.espalier.blueprint.Blueprint;
import org.espalier.cost.Cost;
import org.espalier.graph.Extent;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.espalier.run.Provenance;
import org.espalier.run.RunFolder;
import org.espalier.search.RandomSearch;

/**
 * A random architecture of a method's space, in a run folder like that of a search.
 *
 * @param method whose space
 * @param config of the search that it is a control for
 * @param extent size of the image that multiply-adds are counted for
 * @param like the network that it must be about as large as
 * @param within the largest relative distance from its multiply-adds
 */
record RandomArchitecture<C extends Record>(
        SearchMethod<C> method, C config, Extent extent, Optional<Blueprint> like, double within) {

    RandomArchitecture {
        if (!(within > 0)) {
            throw new BadUsage("--within: got %s; allowed: more than 0, such as 0.2".formatted(within));
        }
    }

    /** Draws it and writes the run. */
    Blueprint run(Path folder, List<String> command) {
        long seed = method.common().apply(config).seed();
        Provenance provenance = Provenance.of(1, Map.of("search", seed), Optional.empty(), command);
        try (RunFolder run = RunFolder.create(folder, config, provenance)) {
            Blueprint drawn = draw(new Seed(seed));
            drawn.write(run.layout().architecture());
            return drawn;
        }
    }

    private Blueprint draw(Seed seed) {
        Function<Seed, Blueprint> random = own -> method.random().apply(config, own);
        return like.map(target -> RandomSearch.near(random, seed, extent, multiplyAdds(target), within))
                .orElseGet(() -> random.apply(seed));
    }

    private long multiplyAdds(Blueprint blueprint) {
        return Cost.of(blueprint.network(Classes.USUAL), extent).multiplyAdds();
    }
}
