package org.espalier.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.blueprint.Blueprint;
import org.espalier.config.Configs;
import org.espalier.config.Preset;
import org.espalier.data.Dataset;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.espalier.search.BackboneMethod;
import org.espalier.search.Method;
import org.espalier.search.Search;
import org.espalier.search.SpaceOnData;
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
 * @param training of halving's candidates, without the seed of a block
 * @param space at the budget, for the images of the data
 */
record StudiedMethod<C extends Record>(Method<C> method, C config, TrainConfig training, SpaceOnData space) {

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
        C config = Configs.resolve(method.configType(), untrained(method, preset), Optional.empty(), settings);
        if (method.searchOf(config).budget().isEmpty()) {
            throw new BadUsage("budget: none; a study compares networks of one price; give one, such as 35M");
        }
        return new StudiedMethod<>(method, config, training, SpaceOnData.of(method, config, training, data));
    }

    /** The configuration for a backbone without weights, if the method has one. */
    private static <C extends Record> C untrained(Method<C> method, C config) {
        return method instanceof BackboneMethod<C, ?> withBackbone ? withBackbone.fromScratch(config) : config;
    }

    /** A copy whose supernet search has another number of steps. */
    StudiedMethod<C> lasting(long steps) {
        C other = method.with(config, method.searchOf(config).lasting(new Length.Steps(steps)));
        return new StudiedMethod<>(method, other, training, space);
    }

    /** The configuration of a block's search. */
    C seeded(long seed) {
        return method.with(config, method.searchOf(config).seeded(seed));
    }

    /** The supernet search of a block. */
    Search<?> search(long seed) {
        return method.search(seeded(seed));
    }

    /** A random network of a block, from 0. */
    Blueprint random(long seed, int index) {
        return space.networks()
                .random(new Seed(seed).derive(RANDOM).derive(index))
                .blueprint();
    }

    /** The search of a block that trains candidates instead of a supernet. */
    Search<?> halving(long seed, Searcher.Halving halving, Dataset data) {
        return new SpaceSearch<>(method, seeded(seed), training.seeded(seed), halving).on(data);
    }
}
