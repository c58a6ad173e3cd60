package org.espalier.search.autodeeplab;

import org.espalier.blueprint.Blueprint;
import org.espalier.search.ArchitectureSearch;
import org.espalier.space.autodeeplab.AutoDeepLabArchitecture;

/**
 * Creates Auto-DeepLab searches, from a data set to {@code architecture.json} in a run folder.
 *
 * <pre>{@code
 * Blueprint found = AutoDeepLabSearch.of(AutoDeepLabConfig.CPU)
 *         .run(data, Path.of("runs/a"), RunOptions.NEW)
 *         .blueprint();
 * }</pre>
 */
public final class AutoDeepLabSearch {

    private AutoDeepLabSearch() {}

    /** The search of a configuration. */
    public static ArchitectureSearch<AutoDeepLabArchitecture> of(AutoDeepLabConfig config) {
        return ArchitectureSearch.of(
                config.space(),
                config.search(),
                config,
                (architecture, classes) -> new Blueprint.OfAutoDeepLab(architecture, config.network()));
    }
}
