package org.espalier.search.gas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.blueprint.Blueprint;
import org.espalier.config.Configs;
import org.espalier.cost.Cost;
import org.espalier.data.Dataset;
import org.espalier.drawing.GraphDrawing;
import org.espalier.graph.Extent;
import org.espalier.random.Seed;
import org.espalier.run.RunOptions;
import org.espalier.search.BilevelConfig;
import org.espalier.search.BilevelSearch;
import org.espalier.search.SearchResult;
import org.espalier.search.SpaceContract;
import org.espalier.search.autodeeplab.AutoDeepLabConfig;
import org.espalier.space.SearchSpace;
import org.espalier.space.gas.Gas;
import org.espalier.space.gas.GasArchitecture;
import org.espalier.space.gas.GasConfig;
import org.junit.jupiter.api.Test;

class GasContractTest extends SpaceContract<GasArchitecture> {

    private static final GasConfig SPACE = Configs.resolve(
            GasConfig.class,
            GasConfig.PAPER,
            Optional.empty(),
            List.of("cells=3", "filters=2", "reductions=[1]", "stemChannels=[4,4,8]", "asppChannels=8"));

    private static final BilevelConfig SEARCH = Configs.resolve(
            BilevelConfig.class,
            AutoDeepLabConfig.TINY.search(),
            Optional.empty(),
            List.of("size=32x48", "augmentation.crop=24x32", "epochs=2", "batch=2"));

    @Override
    protected SearchSpace<GasArchitecture> space() {
        return Gas.of(SPACE);
    }

    @Override
    protected Blueprint blueprint(GasArchitecture architecture) {
        return new Blueprint.OfGas(architecture, SPACE);
    }

    @Override
    protected String drawing(GasArchitecture architecture, Cost cost, Extent extent) {
        return GraphDrawing.of(space().network(architecture, CLASSES), extent).svg();
    }

    @Override
    protected SearchResult<GasArchitecture> search(Dataset data, Path run, RunOptions options) {
        return BilevelSearch.of(space(), SEARCH, SEARCH, (found, classes) -> blueprint(found))
                .run(data, run, options);
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
