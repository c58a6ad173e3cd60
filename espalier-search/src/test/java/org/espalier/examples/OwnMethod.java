package org.espalier.examples;

import java.util.List;
import java.util.Optional;
import org.espalier.blueprint.Blueprint;
import org.espalier.config.Preset;
import org.espalier.search.ArchitectureSearch;
import org.espalier.search.SearchConfig;
import org.espalier.search.SupernetMethod;
import org.espalier.search.autodeeplab.AutoDeepLabConfig;

// tag::example[]
/** The space above as a method: with a configuration and presets. */
record OwnMethod() implements SupernetMethod<OwnMethod.Config, OwnSpace.Kernels> {

    record Config(int layers, int channels, SearchConfig search) {

        OwnSpace space() {
            return new OwnSpace(layers, channels);
        }
    }

    @Override
    public String id() {
        return "kernels";
    }

    @Override
    public String description() {
        return "layers at stride 4 that choose the size of their depthwise kernel";
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public List<Preset<Config>> presets() {
        Config tiny = new Config(3, 8, AutoDeepLabConfig.TINY.search().within(Optional.empty()));
        return List.of(new Preset<>("tiny", "a minute on generated scenes", tiny));
    }

    @Override
    public SearchConfig searchOf(Config config) {
        return config.search();
    }

    @Override
    public Config with(Config config, SearchConfig search) {
        return new Config(config.layers(), config.channels(), search);
    }

    @Override
    public ArchitectureSearch<OwnSpace.Kernels> search(Config config) {
        OwnSpace space = config.space();
        return ArchitectureSearch.of(
                space,
                config.search(),
                config,
                (kernels, classes) -> new Blueprint.OfGraph(space.network(kernels, classes)));
    }
}
// end::example[]
