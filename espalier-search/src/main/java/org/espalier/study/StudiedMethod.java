package org.espalier.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.blueprint.Blueprint;
import org.espalier.config.Configs;
import org.espalier.config.Preset;
import org.espalier.data.Dataset;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.espalier.run.RunLayout;
import org.espalier.search.BackboneMethod;
import org.espalier.search.Candidates;
import org.espalier.search.Method;
import org.espalier.search.Search;
import org.espalier.search.SpaceOnData;
import org.espalier.search.trial.MeasuredSearch;
import org.espalier.search.trial.Searcher;
import org.espalier.search.trial.SpaceSearch;
import org.espalier.text.Text;
import org.espalier.train.Length;
import org.espalier.train.TrainConfig;

/**
 * A method in a study: its searches and random networks, all at the study's budget.
 *
 * @param <C> configuration of the method
 * @param config without the seed of a block
 * @param training of the method's networks, without the seed of a block
 * @param space at the budget, for the images of the data
 * @param finish how its searches train candidates at their end, if they do
 * @param start weights that the method's networks start from, if not from random ones
 */
record StudiedMethod<C extends Record>(
        Method<C> method,
        C config,
        TrainConfig training,
        SpaceOnData space,
        Optional<Searcher.Guided> finish,
        Optional<StartWeights> start) {

    private static final String RANDOM = "random";

    /**
     * The method as the study configures it.
     *
     * @throws BadUsage if a setting is wrong, or no network of the space has the price
     */
    static <C extends Record> StudiedMethod<C> of(
            Method<C> method, StudyConfig study, TrainConfig training, Dataset data) {
        List<String> settings = new ArrayList<>();
        settings.add("search.budget=" + study.budget());
        settings.add(Text.format("search.length={in: steps, steps: %d}", study.searchSteps()));
        settings.addAll(study.settings(method.id() + "."));
        C preset = Preset.named(study.preset(), method.presets()).config();
        C base = study.weights().isPresent() ? preset : untrained(method, preset);
        C config = Configs.resolve(method.configType(), base, Optional.empty(), settings);
        if (method.searchOf(config).budget().isEmpty()) {
            throw new BadUsage("budget: none; a study compares networks of one price; give one, such as 35M");
        }
        Optional<StartWeights> start = StartWeights.of(method, config, study.weights(), data);
        TrainConfig own = start.isPresent()
                ? training.freezing(method.searchOf(config).weights().frozen())
                : training;
        return new StudiedMethod<>(
                method, config, own, SpaceOnData.of(method, config, own, data), study.measured(), start);
    }

    /** The configuration for a backbone without weights, if the method has one. */
    private static <C extends Record> C untrained(Method<C> method, C config) {
        return method instanceof BackboneMethod<C, ?> withBackbone ? withBackbone.fromScratch(config) : config;
    }

    /** A copy whose supernet search has another number of steps. */
    StudiedMethod<C> lasting(long steps) {
        C other = method.with(config, method.searchOf(config).lasting(new Length.Steps(steps)));
        return new StudiedMethod<>(method, other, training, space, finish, start);
    }

    /** The configuration of a block's search. */
    C seeded(long seed) {
        return method.with(config, method.searchOf(config).seeded(seed));
    }

    /** The search of a block. */
    Search<?> search(long seed) {
        if (finish.isEmpty()) {
            return supernet(seed);
        }
        MeasuredSearch<C> fresh = MeasuredSearch.of(method, seeded(seed), training.seeded(seed), finish.get());
        return start.map(weights -> fresh.from(weights.tensors(), weights.hash()))
                .orElse(fresh);
    }

    /** The network that the choices of a block's search give, if it trained candidates at its end. */
    Optional<Blueprint> decoded(Path place) {
        return finish.map(measured -> Candidates.read(new RunLayout(place.resolve(MeasuredSearch.SUPERNET)))
                .best()
                .blueprint());
    }

    /** The search of supernets alone. */
    Search<?> supernet(long seed) {
        return method.search(seeded(seed), start.map(StartWeights::tensors));
    }

    /** A random network of a block, from 0. */
    Blueprint random(long seed, int index) {
        return space.networks()
                .random(new Seed(seed).derive(RANDOM).derive(index))
                .blueprint();
    }

    /** The method's own control of a network found, at the same price. */
    Blueprint control(String name, Blueprint found, long seed) {
        Blueprint control = method.control(
                name, config, found, new Seed(seed).derive("control").derive(name));
        return method.searchOf(config)
                .fit(space.extent(), space.classes(), space.images())
                .map(price -> price.nearest(control))
                .orElse(control);
    }

    /** The search of a block that trains candidates instead of a supernet. */
    Search<?> halving(long seed, Searcher halving, Dataset data) {
        SpaceSearch<C> fresh = new SpaceSearch<>(method, seeded(seed), training.seeded(seed), halving);
        return start.map(weights -> fresh.from(weights.tensors(), weights.hash()))
                .orElse(fresh)
                .on(data);
    }
}
