package org.espalier.search.rspnet;

import java.nio.file.Path;
import org.espalier.blueprint.Blueprint;
import org.espalier.cost.Cost;
import org.espalier.data.Dataset;
import org.espalier.drawing.architecture.RspNetDrawing;
import org.espalier.graph.Extent;
import org.espalier.random.Seed;
import org.espalier.run.RunOptions;
import org.espalier.search.SearchResult;
import org.espalier.search.SpaceContract;
import org.espalier.space.SearchSpace;
import org.espalier.space.cell.CellGenotype;
import org.espalier.space.rspnet.RspNetArchitecture;

/** The second stage, for a random cell. */
abstract class PathsContract extends SpaceContract<RspNetArchitecture> {

    private final RspNetConfig config;
    private final CellGenotype cell;

    PathsContract(String... settings) {
        this.config = SmallConfig.with(settings);
        this.cell = config.cellSpace().random(new Seed(7));
    }

    @Override
    protected SearchSpace<RspNetArchitecture> space() {
        return config.pathSpace(cell);
    }

    @Override
    protected Blueprint blueprint(RspNetArchitecture architecture) {
        return RspNetSearch.ofPaths(config, architecture);
    }

    @Override
    protected String drawing(RspNetArchitecture architecture, Cost cost, Extent extent) {
        return RspNetDrawing.of(architecture).costing(cost, extent).svg();
    }

    @Override
    protected SearchResult<RspNetArchitecture> search(Dataset data, Path run, RunOptions options) {
        return RspNetSearch.paths(config, cell).run(data, run, options);
    }
}
