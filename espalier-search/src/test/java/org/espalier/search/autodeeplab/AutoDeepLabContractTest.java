package org.espalier.search.autodeeplab;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.blueprint.Blueprint;
import org.espalier.config.Configs;
import org.espalier.cost.Cost;
import org.espalier.data.Dataset;
import org.espalier.drawing.ArchitectureDrawing;
import org.espalier.graph.Extent;
import org.espalier.run.RunOptions;
import org.espalier.search.SearchResult;
import org.espalier.search.SpaceContract;
import org.espalier.space.SearchSpace;
import org.espalier.space.autodeeplab.AutoDeepLabArchitecture;

class AutoDeepLabContractTest extends SpaceContract<AutoDeepLabArchitecture> {

    private static final AutoDeepLabConfig CONFIG = Configs.resolve(
            AutoDeepLabConfig.class,
            AutoDeepLabConfig.TINY,
            Optional.empty(),
            List.of("search.size=32x48", "search.augmentation.crop=24x32", "search.epochs=2", "search.batch=2"));

    @Override
    protected SearchSpace<AutoDeepLabArchitecture> space() {
        return CONFIG.space();
    }

    @Override
    protected Blueprint blueprint(AutoDeepLabArchitecture architecture) {
        return new Blueprint.OfAutoDeepLab(architecture, CONFIG.network());
    }

    @Override
    protected String drawing(AutoDeepLabArchitecture architecture, Cost cost, Extent extent) {
        return ArchitectureDrawing.of(architecture).costing(cost, extent).svg();
    }

    @Override
    protected SearchResult<AutoDeepLabArchitecture> search(Dataset data, Path run, RunOptions options) {
        return AutoDeepLabSearch.of(CONFIG).run(data, run, options);
    }
}
