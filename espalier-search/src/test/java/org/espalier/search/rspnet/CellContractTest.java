package org.espalier.search.rspnet;

import java.nio.file.Path;
import org.espalier.blueprint.Blueprint;
import org.espalier.cost.Cost;
import org.espalier.data.Dataset;
import org.espalier.drawing.architecture.RspNetDrawing;
import org.espalier.graph.Extent;
import org.espalier.run.RunOptions;
import org.espalier.search.SearchResult;
import org.espalier.search.SpaceContract;
import org.espalier.space.SearchSpace;
import org.espalier.space.cell.CellGenotype;

/** The first stage. */
class CellContractTest extends SpaceContract<CellGenotype> {

    private static final RspNetConfig CONFIG = SmallConfig.with();

    @Override
    protected SearchSpace<CellGenotype> space() {
        return CONFIG.cellSpace();
    }

    @Override
    protected Blueprint blueprint(CellGenotype architecture) {
        return RspNetSearch.ofCell(CONFIG, architecture);
    }

    @Override
    protected String drawing(CellGenotype architecture, Cost cost, Extent extent) {
        return RspNetDrawing.of(RspNetSearch.ofCell(CONFIG, architecture).architecture())
                .costing(cost, extent)
                .svg();
    }

    @Override
    protected SearchResult<CellGenotype> search(Dataset data, Path run, RunOptions options) {
        return RspNetSearch.cell(CONFIG).run(data, run, options);
    }
}
