package org.espalier.search.autodeeplab;

import org.espalier.blueprint.Blueprint;
import org.espalier.search.ArchitectureSearch;
import org.espalier.space.autodeeplab.AutoDeepLabArchitecture;

/**
 * The Auto-DeepLab search in a run folder: from a data set to {@code architecture.json}.
 *
 * <pre>{@code
 * Blueprint found = AutoDeepLabSearch.of(AutoDeepLabConfig.CPU).run(data, Path.of("runs/a"), RunOptions.NEW).blueprint();
 * }</pre>
 */
public final class AutoDeepLabSearch {

    private AutoDeepLabSearch() {}

    /** A search. */
    public static ArchitectureSearch<AutoDeepLabArchitecture> of(AutoDeepLabConfig config) {
        return ArchitectureSearch.of(
                config.space(),
                config.search(),
                config,
                (architecture, classes) -> new Blueprint.OfAutoDeepLab(architecture, config.network()));
    }
}
