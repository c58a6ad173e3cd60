package org.espalier.search.autodeeplab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.blueprint.Blueprint;
import org.espalier.config.Configs;
import org.espalier.cost.Cost;
import org.espalier.data.Dataset;
import org.espalier.drawing.architecture.AutoDeepLabDrawing;
import org.espalier.graph.Extent;
import org.espalier.run.RunOptions;
import org.espalier.search.SearchResult;
import org.espalier.search.SpaceContract;
import org.espalier.space.SearchSpace;
import org.espalier.space.autodeeplab.AutoDeepLabArchitecture;

class AutoDeepLabContractTest extends SpaceContract<AutoDeepLabArchitecture> {

    /** A search of seconds. */
    private AutoDeepLabConfig config() {
        List<String> all = new ArrayList<>(List.of(
                "supernet.form=PUBLISHED",
                "supernet.filters=2",
                "search.images.size=32x48",
                "search.images.augmentation.crop=24x32",
                "search.length.epochs=2",
                "search.images.batch=2"));
        all.addAll(settings());
        return Configs.resolve(AutoDeepLabConfig.class, AutoDeepLabConfig.TINY, Optional.empty(), all);
    }

    /** What is changed besides. */
    protected List<String> settings() {
        return List.of();
    }

    @Override
    protected int restrictions() {
        return 100;
    }

    @Override
    protected SearchSpace<AutoDeepLabArchitecture> space() {
        return config().space();
    }

    @Override
    protected Blueprint blueprint(AutoDeepLabArchitecture architecture) {
        return new Blueprint.OfAutoDeepLab(architecture, config().network());
    }

    @Override
    protected String drawing(AutoDeepLabArchitecture architecture, Cost cost, Extent extent) {
        return AutoDeepLabDrawing.of(architecture).costing(cost, extent).svg();
    }

    @Override
    protected SearchResult<AutoDeepLabArchitecture> search(Dataset data, Path run, RunOptions options) {
        return AutoDeepLabSearch.of(config()).run(data, run, options);
    }
}
