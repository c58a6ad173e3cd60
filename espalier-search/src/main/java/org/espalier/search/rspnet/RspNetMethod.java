package org.espalier.search.rspnet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.espalier.blueprint.Blueprint;
import org.espalier.config.Preset;
import org.espalier.random.Seed;
import org.espalier.search.Architectures;
import org.espalier.search.Method;
import org.espalier.search.SearchConfig;
import org.espalier.search.Stage;
import org.espalier.space.cell.CellGenotype;
import org.espalier.space.cell.CellGenotype.Block;
import org.espalier.space.cell.CellGenotype.Edge;
import org.espalier.space.rspnet.RspNetArchitecture;
import org.espalier.space.rspnet.RspNetArchitecture.PathInput;
import org.espalier.space.rspnet.RspTrellis;

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
    public boolean choosesAll(RspNetConfig config) {
        return config.stages() == RspNetConfig.Stages.BOTH;
    }

    @Override
    public List<Stage> stages(RspNetConfig config) {
        CellGenotype cell = config.cellSpace().random(new Seed(1));
        return List.of(
                new Stage(RspNetSearch.CELL, RspNetSearch.cell(config)),
                new Stage(RspNetSearch.PATHS, RspNetSearch.paths(config, cell)));
    }

    @Override
    public List<String> controls() {
        return RspNetControls.NAMES;
    }

    @Override
    public Blueprint control(String name, RspNetConfig config, Blueprint found, Seed seed) {
        return RspNetControls.of(name, config, found, seed);
    }

    /** Cells with paths: a mutation changes one of both, each as likely as the other. */
    @Override
    public Architectures<RspNetArchitecture> architectures(RspNetConfig config) {
        return new Architectures<>() {
            @Override
            public RspNetArchitecture random(Seed seed) {
                return config.random(seed);
            }

            @Override
            public RspNetArchitecture mutated(RspNetArchitecture architecture, Seed seed) {
                return config.mutated(architecture, seed);
            }

            @Override
            public double belief(RspNetArchitecture architecture, Map<String, double[]> weights) {
                return config.belief(architecture, weights);
            }

            @Override
            public RspNetArchitecture decode(Map<String, double[]> weights) {
                return config.decode(weights);
            }

            @Override
            public Map<String, Double> features(RspNetArchitecture architecture) {
                return config.features(architecture);
            }

            @Override
            public Blueprint blueprint(RspNetArchitecture architecture, int classes) {
                return RspNetSearch.ofPaths(config, architecture);
            }
        };
    }

    /**
     * Each operation alone in the cell, in the network of the first stage and in one with all paths; then paths on which
     * nodes keep fewer inputs, which are mixed by other operations.
     */
    @Override
    public List<Blueprint> covering(RspNetConfig config, int classes) {
        CellGenotype some = config.cellSpace().random(new Seed(1));
        int most = config.trellis().levels();
        List<Blueprint> covering = new ArrayList<>();
        for (String operation : config.cell().operations()) {
            CellGenotype cell = new CellGenotype(some.blocks().stream()
                    .map(block -> new Block(
                            new Edge(block.left().input(), operation),
                            new Edge(block.right().input(), operation)))
                    .toList());
            covering.add(RspNetSearch.ofCell(config, cell));
            covering.add(keeping(most, config, cell));
        }
        for (int inputs = 1; inputs < most; inputs++) {
            covering.add(keeping(inputs, config, some));
        }
        return covering;
    }

    /** The network whose nodes keep a number of inputs, those of the finest levels, or as many as they have. */
    private static Blueprint keeping(int inputs, RspNetConfig config, CellGenotype cell) {
        RspTrellis trellis = config.trellis();
        return RspNetSearch.ofPaths(
                config,
                RspNetArchitecture.of(
                        trellis,
                        cell,
                        config.block(),
                        config.paths().attention(),
                        node -> trellis.inputs(node).stream()
                                .limit(inputs)
                                .map(level -> new PathInput(level, RspNetArchitecture.EVEN))
                                .toList()));
    }
}
