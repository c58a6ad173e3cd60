package org.espalier.search;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.espalier.blueprint.Blueprint;
import org.espalier.config.Preset;
import org.espalier.random.Seed;
import org.espalier.run.RunLayout;
import org.espalier.run.StepSeconds;
import org.espalier.safetensors.Tensors;

/**
 * A search method with its configuration. Commands, sweeps and studies use methods through this interface. A method
 * that searches a single space implements {@link SupernetMethod}, which needs less.
 *
 * @param <C> the configuration, a record; {@link org.espalier.config.Configs} reads it from files and settings
 */
public interface Method<C extends Record> {

    /** The name, such as {@code gas}. */
    String id();

    /** A description in one line. */
    String description();

    /** The type of the configuration. */
    Class<C> configType();

    /** The presets; the first is the default. */
    List<Preset<C>> presets();

    /** The group {@code search} of a configuration. */
    SearchConfig searchOf(C config);

    /** A copy of a configuration with another group {@code search}. */
    C with(C config, SearchConfig search);

    /**
     * The complete search.
     *
     * @throws IllegalArgumentException if the configuration does not describe a valid space; the message names the key
     */
    Search<?> search(C config);

    /**
     * The complete search.
     *
     * @param weights that its supernets start from where names and shapes match, if the method's networks have a
     *     backbone; otherwise they are not used
     */
    default Search<?> search(C config, Optional<Tensors> weights) {
        return search(config);
    }

    /**
     * The supernets that the search trains, in order. If the space of a stage depends on the result of an earlier
     * stage, a random result takes its place.
     */
    List<Stage> stages(C config);

    /**
     * Whether the choices that a search ends with are a whole architecture, so that candidates can be drawn from them;
     * not where a part of it is given.
     */
    default boolean choosesAll(C config) {
        return true;
    }

    /** The time of all steps of a search that has run in a folder, in all its stages. */
    default double stepSeconds(C config, Path folder) {
        Stream<Path> stages = stages(config).stream().map(Stage::name).map(folder::resolve);
        return Stream.concat(Stream.of(folder), stages)
                .map(RunLayout::new)
                .mapToDouble(StepSeconds::of)
                .sum();
    }

    /** The architectures, for searches that train candidates. */
    Architectures<?> architectures(C config);

    /**
     * A random architecture: the baseline that the search has to beat.
     *
     * @param classes of the network, for blueprints with a fixed number of classes
     */
    default Blueprint random(C config, int classes, Seed seed) {
        return random(architectures(config), classes, seed);
    }

    private static <A> Blueprint random(Architectures<A> architectures, int classes, Seed seed) {
        return architectures.blueprint(architectures.random(seed), classes);
    }

    /** Names of the method's own controls, besides random networks, that a study compares its networks with. */
    default List<String> controls() {
        return List.of();
    }

    /**
     * A control of a network found.
     *
     * @param name one of {@link #controls}
     * @param found by the method
     */
    default Blueprint control(String name, C config, Blueprint found, Seed seed) {
        throw new IllegalArgumentException("control: " + name + "; allowed: " + controls());
    }

    /**
     * Architectures that together contain every operation of the space, for latency profiles; empty if the space does
     * not support this.
     */
    List<Blueprint> covering(C config, int classes);
}
