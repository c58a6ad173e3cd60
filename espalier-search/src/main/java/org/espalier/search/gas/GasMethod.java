package org.espalier.search.gas;

import java.util.List;
import org.espalier.config.Preset;
import org.espalier.search.ArchitectureSearch;
import org.espalier.search.SearchConfig;
import org.espalier.search.SupernetMethod;
import org.espalier.space.gas.GasArchitecture;

/** GAS as a search method. */
public record GasMethod() implements SupernetMethod<GasSearchConfig, GasArchitecture> {

    @Override
    public String id() {
        return "gas";
    }

    @Override
    public String description() {
        return "GAS (CVPR 2020): independent cells, graph guidance, latency in the loss";
    }

    @Override
    public Class<GasSearchConfig> configType() {
        return GasSearchConfig.class;
    }

    @Override
    public List<Preset<GasSearchConfig>> presets() {
        return List.of(
                new Preset<>("cpu", "two cores, images of about 180x240, under half an hour", GasSearchConfig.CPU),
                new Preset<>("tiny", "a minute on generated scenes", GasSearchConfig.TINY),
                new Preset<>("paper", "as far as published; hours on accelerators", GasSearchConfig.PAPER));
    }

    @Override
    public SearchConfig searchOf(GasSearchConfig config) {
        return config.search();
    }

    @Override
    public GasSearchConfig with(GasSearchConfig config, SearchConfig search) {
        return config.with(search);
    }

    @Override
    public ArchitectureSearch<GasArchitecture> search(GasSearchConfig config) {
        return GasSearch.of(config);
    }
}
