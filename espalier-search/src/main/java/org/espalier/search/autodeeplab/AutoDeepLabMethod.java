package org.espalier.search.autodeeplab;

import java.util.List;
import org.espalier.config.Preset;
import org.espalier.search.ArchitectureSearch;
import org.espalier.search.SearchConfig;
import org.espalier.search.SupernetMethod;
import org.espalier.space.autodeeplab.AutoDeepLabArchitecture;

/** Auto-DeepLab as a search method. */
public record AutoDeepLabMethod() implements SupernetMethod<AutoDeepLabConfig, AutoDeepLabArchitecture> {

    @Override
    public String id() {
        return "autodeeplab";
    }

    @Override
    public String description() {
        return "Auto-DeepLab (CVPR 2019): bilevel search of a cell and a path through resolutions";
    }

    @Override
    public Class<AutoDeepLabConfig> configType() {
        return AutoDeepLabConfig.class;
    }

    @Override
    public List<Preset<AutoDeepLabConfig>> presets() {
        return List.of(
                new Preset<>("cpu", "two cores, images of about 180x240, under half an hour", AutoDeepLabConfig.CPU),
                new Preset<>("tiny", "a minute on generated scenes", AutoDeepLabConfig.TINY),
                new Preset<>(
                        "pytorch",
                        "the supernet of the best-known PyTorch implementation; days on a large accelerator",
                        AutoDeepLabConfig.PYTORCH),
                new Preset<>("paper", "as published; days on a large accelerator", AutoDeepLabConfig.PAPER));
    }

    @Override
    public SearchConfig searchOf(AutoDeepLabConfig config) {
        return config.search();
    }

    @Override
    public AutoDeepLabConfig with(AutoDeepLabConfig config, SearchConfig search) {
        return config.with(search);
    }

    @Override
    public ArchitectureSearch<AutoDeepLabArchitecture> search(AutoDeepLabConfig config) {
        return AutoDeepLabSearch.of(config);
    }
}
