package org.espalier.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.espalier.blueprint.Blueprint;
import org.espalier.data.DataSize;
import org.espalier.data.Dataset;
import org.espalier.deploy.ModelConfig;
import org.espalier.deploy.profile.NetworkTimer;
import org.espalier.graph.Graph;
import org.espalier.pass.Passes;
import org.espalier.problem.Allowed;
import org.espalier.random.Seed;
import org.espalier.run.RunOptions;
import org.espalier.safetensors.Tensors;
import org.espalier.search.ArchitectureSearch;
import org.espalier.search.LatencyOutcome;
import org.espalier.search.SearchConfig;
import org.espalier.search.SearchResult;
import org.espalier.search.autodeeplab.AutoDeepLabConfig;
import org.espalier.search.autodeeplab.AutoDeepLabSearch;
import org.espalier.search.gas.GasSearch;
import org.espalier.search.gas.GasSearchConfig;
import org.espalier.search.rspnet.RspNetConfig;
import org.espalier.search.rspnet.RspNetSearch;
import org.espalier.search.sed.SedSearch;
import org.espalier.search.sed.SedSearchConfig;
import org.espalier.space.SearchSpace;
import org.espalier.space.backbone.BackboneConfig;

/**
 * What the commands need of a method: its configuration, and what can be done with one.
 *
 * @param config type of the configuration
 * @param presets the first is the usual one
 * @param common its group {@code search}, which every configuration has
 * @param check refuses what a config cannot check of itself, such as names of operations and widths that cells cannot share
 * @param search from data to what was found, in a run folder
 * @param backbone that the network stands on, whose weights a file may give; none if it has none
 * @param untrained the configuration for a supernet that starts from its own initial weights
 * @param random a random architecture of the space, as a blueprint
 * @param covering architectures that have every operation of the space; none if it cannot say which
 * @param space what is searched; none where it comes about during the search
 */
record SearchMethod<C extends Record>(
        Class<C> config,
        List<Preset<C>> presets,
        Function<C, SearchConfig> common,
        Consumer<C> check,
        Search<C> search,
        Function<C, Optional<BackboneConfig>> backbone,
        UnaryOperator<C> untrained,
        BiFunction<C, Seed, Blueprint> random,
        Function<C, List<Blueprint>> covering,
        Function<C, Optional<SearchSpace<?>>> space) {

    private static final String CPU = "two cores, images of about 180x240, under half an hour";

    /** A search with a configuration, of a supernet that starts from some weights or from its own. */
    @FunctionalInterface
    interface Search<C> {
        Found run(C config, Optional<Tensors> initial, Dataset data, Path folder, RunOptions options);
    }

    /**
     * What a search ended with.
     *
     * @param latency of the network, where that was a goal
     */
    record Found(Blueprint blueprint, Optional<LatencyOutcome> latency) {

        static Found of(SearchResult<?> result) {
            return new Found(result.blueprint(), result.latency());
        }

        /** What the network takes in ONNX Runtime here, exported, on random weights, at the size and with the threads that latency was predicted for. */
        double measuredMillis(LatencyOutcome predicted, int classes) {
            Graph exported = Passes.apply(Passes.FOR_EXPORT, ModelConfig.inferenceForm(blueprint.network(classes)));
            return NetworkTimer.millis(exported, predicted.extent(), predicted.threads());
        }
    }

    static final SearchMethod<AutoDeepLabConfig> AUTODEEPLAB = of(
            AutoDeepLabConfig.class,
            List.of(
                    new Preset<>("cpu", CPU, AutoDeepLabConfig.CPU),
                    new Preset<>("tiny", "a minute on generated scenes", AutoDeepLabConfig.TINY),
                    new Preset<>("paper", "as published; days on a large accelerator", AutoDeepLabConfig.PAPER)),
            AutoDeepLabConfig::search,
            AutoDeepLabSearch::of);

    static final SearchMethod<GasSearchConfig> GAS = of(
            GasSearchConfig.class,
            List.of(
                    new Preset<>("cpu", CPU, GasSearchConfig.CPU),
                    new Preset<>("tiny", "a minute on generated scenes", GasSearchConfig.TINY),
                    new Preset<>("paper", "as far as it is known; hours on accelerators", GasSearchConfig.PAPER)),
            GasSearchConfig::search,
            GasSearch::of);

    static final SearchMethod<RspNetConfig> RSPNET = new SearchMethod<>(
            RspNetConfig.class,
            List.of(
                    new Preset<>("cpu", CPU, RspNetConfig.CPU),
                    new Preset<>("tiny", "two minutes on generated scenes", RspNetConfig.TINY),
                    new Preset<>("paper", "our reading of the paper; days on a large accelerator", RspNetConfig.PAPER)),
            RspNetConfig::search,
            SearchMethod::check,
            (config, initial, data, folder, options) ->
                    new Found(RspNetSearch.of(config).run(data, folder, options), Optional.empty()),
            config -> Optional.empty(),
            UnaryOperator.identity(),
            (config, seed) -> RspNetSearch.ofPaths(config, config.random(seed)),
            config -> List.of(),
            config -> Optional.empty());

    static final SearchMethod<SedSearchConfig> SED = of(
                    SedSearchConfig.class,
                    List.of(
                            new Preset<>("cpu", CPU, SedSearchConfig.CPU),
                            new Preset<>("tiny", "a minute on generated scenes", SedSearchConfig.TINY)),
                    SedSearchConfig::search,
                    SedSearch::of)
            .on(config -> config.space().backbone(), SedSearchConfig::fromScratch);

    /** A method that is one search of one space. */
    private static <C extends Record, A> SearchMethod<C> of(
            Class<C> type,
            List<Preset<C>> presets,
            Function<C, SearchConfig> common,
            Function<C, ArchitectureSearch<A>> searches) {
        return new SearchMethod<>(
                type,
                presets,
                common,
                config -> {
                    ArchitectureSearch<A> unused = searches.apply(config);
                },
                (config, initial, data, folder, options) -> {
                    ArchitectureSearch<A> search = searches.apply(config);
                    return Found.of(initial.map(search::from).orElse(search).run(data, folder, options));
                },
                config -> Optional.empty(),
                UnaryOperator.identity(),
                (config, seed) -> {
                    ArchitectureSearch<A> search = searches.apply(config);
                    return search.blueprint(search.space().random(seed), Classes.USUAL);
                },
                config -> {
                    ArchitectureSearch<A> search = searches.apply(config);
                    return search.space().covering().stream()
                            .map(one -> search.blueprint(one, Classes.USUAL))
                            .toList();
                },
                config -> Optional.of(searches.apply(config).space()));
    }

    /** The same method on a backbone. */
    private SearchMethod<C> on(Function<C, BackboneConfig> standsOn, UnaryOperator<C> withoutWeights) {
        return new SearchMethod<>(
                config,
                presets,
                common,
                check,
                search,
                one -> Optional.of(standsOn.apply(one)),
                withoutWeights,
                random,
                covering,
                space);
    }

    /** Working size of the data. */
    Optional<DataSize> size(C config) {
        return common.apply(config).images().size();
    }

    private static void check(RspNetConfig config) {
        Allowed.that(
                config.search().latency().table().isEmpty(),
                "search.latency.table",
                config.search().latency().table(),
                "none: latency is no goal of rspnet, whose operations no table covers");
        config.random(new Seed(0));
    }
}
