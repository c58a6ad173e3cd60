package org.espalier.search.gas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.blueprint.Blueprint;
import org.espalier.config.Configs;
import org.espalier.cost.Cost;
import org.espalier.data.Dataset;
import org.espalier.drawing.architecture.GasDrawing;
import org.espalier.graph.Extent;
import org.espalier.random.Seed;
import org.espalier.run.RunOptions;
import org.espalier.search.SearchResult;
import org.espalier.search.SpaceContract;
import org.espalier.space.SearchSpace;
import org.espalier.space.gas.GasArchitecture;
import org.junit.jupiter.api.Test;

class GasContractTest extends SpaceContract<GasArchitecture> {

    private static final GasSearchConfig CONFIG = Configs.resolve(
            GasSearchConfig.class,
            GasSearchConfig.TINY,
            Optional.empty(),
            List.of(
                    "space.channels=2,4",
                    "space.asppChannels=8",
                    "search.images.size=32x48",
                    "search.images.augmentation.crop=24x32",
                    "search.length.epochs=2",
                    "search.budget=null",
                    "search.images.batch=2",
                    "search.architecture.relaxation.guidance.width=8"));

    @Override
    protected SearchSpace<GasArchitecture> space() {
        return CONFIG.searched();
    }

    @Override
    protected Blueprint blueprint(GasArchitecture architecture) {
        return new Blueprint.OfGas(architecture, CONFIG.space());
    }

    @Override
    protected String drawing(GasArchitecture architecture, Cost cost, Extent extent) {
        return GasDrawing.of(architecture, CONFIG.space()).costing(cost, extent).svg();
    }

    @Override
    protected SearchResult<GasArchitecture> search(Dataset data, Path run, RunOptions options) {
        return GasSearch.of(CONFIG).run(data, run, options);
    }

    @Test
    void theNetworkIsTheRestrictedSupernet() {
        for (int seed = 0; seed < 20; seed++) {
            GasArchitecture architecture = space().random(new Seed(seed));
            assertThat(space().network(architecture, CLASSES))
                    .as("seed %d", seed)
                    .isEqualTo(space().restricted(architecture, CLASSES));
        }
    }
}
