package org.espalier.search.sed;

import org.espalier.blueprint.Blueprint;
import org.espalier.search.ArchitectureSearch;
import org.espalier.space.sed.SedArchitecture;

/**
 * The SED search in a run folder: from a data set and a backbone's weights to {@code architecture.json} and the weights that its network takes over.
 *
 * <pre>{@code
 * SedSearchConfig config = SedSearchConfig.CPU;
 * Tensors backbone = WeightFit.of(config.searched().supernet(11).graph(), WeightFile.read(file), "mobilenetv2").tensors();
 * Blueprint found = SedSearch.of(config).from(backbone).run(data, Path.of("runs/a"), RunOptions.NEW).blueprint();
 * }</pre>
 */
public final class SedSearch {

    private SedSearch() {}

    /** A search. */
    public static ArchitectureSearch<SedArchitecture> of(SedSearchConfig config) {
        return ArchitectureSearch.of(
                config.searched(),
                config.search(),
                config,
                (architecture, classes) -> new Blueprint.OfSed(architecture, config.space()));
    }
}
