package org.espalier.search.gas;

import org.espalier.blueprint.Blueprint;
import org.espalier.search.ArchitectureSearch;
import org.espalier.space.gas.GasArchitecture;

/**
 * Creates GAS searches, from a data set to {@code architecture.json} in a run folder.
 *
 * <pre>{@code
 * Blueprint found = GasSearch.of(GasSearchConfig.CPU).run(data, Path.of("runs/a"), RunOptions.NEW).blueprint();
 * }</pre>
 */
public final class GasSearch {

    private GasSearch() {}

    /** The search of a configuration. */
    public static ArchitectureSearch<GasArchitecture> of(GasSearchConfig config) {
        return ArchitectureSearch.of(
                config.searched(),
                config.search(),
                config,
                (architecture, classes) -> new Blueprint.OfGas(architecture, config.space()));
    }
}
