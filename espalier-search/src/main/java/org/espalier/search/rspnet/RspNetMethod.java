package org.espalier.search.rspnet;

import java.util.List;
import org.espalier.blueprint.Blueprint;
import org.espalier.config.Preset;
import org.espalier.random.Seed;
import org.espalier.search.Method;
import org.espalier.search.SearchConfig;
import org.espalier.search.Stage;
import org.espalier.space.cell.CellGenotype;

/** RSPNet, an interpretation, as a search method with two stages, {@code cell} and {@code paths}. */
public record RspNetMethod() implements Method<RspNetConfig> {

    @Override
    public String id() {
        return "rspnet";
    }

    @Override
    public String description() {
        return "RSPNet (arXiv 2210.00698), an interpretation: first a cell, then the paths between its copies";
    }

    @Override
    public Class<RspNetConfig> configType() {
        return RspNetConfig.class;
    }

    @Override
    public List<Preset<RspNetConfig>> presets() {
        return List.of(
                new Preset<>("cpu", "two cores, images of about 180x240, under half an hour", RspNetConfig.CPU),
                new Preset<>("tiny", "two minutes on generated scenes", RspNetConfig.TINY),
                new Preset<>("paper", "our reading of the paper; days on a large accelerator", RspNetConfig.PAPER));
    }

    @Override
    public SearchConfig searchOf(RspNetConfig config) {
        return config.search();
    }

    @Override
    public RspNetConfig with(RspNetConfig config, SearchConfig search) {
        return config.with(search);
    }

    @Override
    public RspNetSearch search(RspNetConfig config) {
        return RspNetSearch.of(config);
    }

    /** The cell, and the paths between copies of a random cell. */
    @Override
    public List<Stage> stages(RspNetConfig config) {
        CellGenotype cell = config.cellSpace().random(new Seed(1));
        return List.of(
                new Stage(RspNetSearch.CELL, RspNetSearch.cell(config)),
                new Stage(RspNetSearch.PATHS, RspNetSearch.paths(config, cell)));
    }

    @Override
    public Blueprint random(RspNetConfig config, int classes, Seed seed) {
        return RspNetSearch.ofPaths(config, config.random(seed));
    }

    /** Empty: latency tables do not cover all of its operations. */
    @Override
    public List<Blueprint> covering(RspNetConfig config, int classes) {
        return List.of();
    }
}
