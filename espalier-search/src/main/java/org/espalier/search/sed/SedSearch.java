package org.espalier.search.sed;

import org.espalier.blueprint.Blueprint;
import org.espalier.search.ArchitectureSearch;
import org.espalier.space.sed.SedArchitecture;

/**
 * Creates SED searches, from a data set and a backbone's weights to {@code architecture.json} and the weights that the
 * network inherits, in a run folder.
 *
 * <pre>{@code
 * SedSearchConfig config = SedSearchConfig.CPU;
 * Graph supernet = config.searched().supernet(11).graph();
 * Tensors backbone = WeightFit.of(supernet, WeightFile.read(file), "mobilenetv2").tensors();
 * Blueprint found = SedSearch.of(config).from(backbone).run(data, Path.of("runs/a"), RunOptions.NEW).blueprint();
 * }</pre>
 */
public final class SedSearch {

    private SedSearch() {}

    /** The search of a configuration. */
    public static ArchitectureSearch<SedArchitecture> of(SedSearchConfig config) {
        return ArchitectureSearch.of(
                config.searched(),
                config.search(),
                config,
                (architecture, classes) -> new Blueprint.OfSed(architecture, config.space()));
    }
}
