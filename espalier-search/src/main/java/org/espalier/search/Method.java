package org.espalier.search;

import java.util.List;
import org.espalier.blueprint.Blueprint;
import org.espalier.config.Preset;
import org.espalier.random.Seed;

/**
 * A method of searching: its configuration, and what can be done with one. Commands, sweeps and studies need no more of a method than this.
 * A method that searches a single space is a {@link SupernetMethod} and implements less.
 *
 * @param <C> the configuration, a record; {@link org.espalier.config.Configs} reads it from files and settings
 */
public interface Method<C extends Record> {

    /** Its name, such as {@code gas}. */
    String id();

    /** What it is, in one line. */
    String description();

    /** The type of its configurations. */
    Class<C> configType();

    /** Configurations with names; the first is the default. */
    List<Preset<C>> presets();

    /** The group {@code search} of a configuration: how supernets are searched. */
    SearchConfig searchOf(C config);

    /** The same configuration with another group {@code search}. */
    C with(C config, SearchConfig search);

    /**
     * The whole search.
     *
     * @throws IllegalArgumentException if no space is as the configuration says; the message names the key
     */
    Search<?> search(C config);

    /** The supernets that the search trains, one after the other. A space that depends on what an earlier stage finds is that of a random one. */
    List<Stage> stages(C config);

    /**
     * A random architecture: the control that the search has to beat.
     *
     * @param classes of the network, for blueprints that are made for a number of classes
     */
    Blueprint random(C config, int classes, Seed seed);

    /** Architectures that have every operation of the space between them, so that it can be measured as a whole; none if the space cannot say. */
    List<Blueprint> covering(C config, int classes);
}
