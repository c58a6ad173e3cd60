package org.espalier.search.sed;

import java.util.List;
import org.espalier.config.Preset;
import org.espalier.search.ArchitectureSearch;
import org.espalier.search.BackboneMethod;
import org.espalier.search.SearchConfig;
import org.espalier.space.backbone.BackboneConfig;
import org.espalier.space.sed.SedArchitecture;

/** SED, an interpretation, as a search method. */
public record SedMethod() implements BackboneMethod<SedSearchConfig, SedArchitecture> {

    @Override
    public String id() {
        return "sed";
    }

    @Override
    public String description() {
        return "SED (Pattern Recognition 2024), an interpretation: a decoder and its skip connections on a backbone";
    }

    @Override
    public Class<SedSearchConfig> configType() {
        return SedSearchConfig.class;
    }

    @Override
    public List<Preset<SedSearchConfig>> presets() {
        return List.of(
                new Preset<>("cpu", "two cores, images of about 180x240, under half an hour", SedSearchConfig.CPU),
                new Preset<>("tiny", "a minute on generated scenes", SedSearchConfig.TINY),
                new Preset<>("paper", "as far as published; hours on a large accelerator", SedSearchConfig.PAPER));
    }

    @Override
    public SearchConfig searchOf(SedSearchConfig config) {
        return config.search();
    }

    @Override
    public SedSearchConfig with(SedSearchConfig config, SearchConfig search) {
        return config.with(search);
    }

    @Override
    public ArchitectureSearch<SedArchitecture> search(SedSearchConfig config) {
        return SedSearch.of(config);
    }

    @Override
    public BackboneConfig backbone(SedSearchConfig config) {
        return config.space().backbone();
    }

    @Override
    public SedSearchConfig fromScratch(SedSearchConfig config) {
        return config.fromScratch();
    }
}
