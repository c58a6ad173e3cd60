package org.espalier.cli.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.espalier.blueprint.Blueprint;
import org.espalier.cli.argument.Blueprints;
import org.espalier.cli.argument.MethodName;
import org.espalier.config.Configs;
import org.espalier.config.Preset;
import org.espalier.deploy.ModelConfig;
import org.espalier.graph.Graph;
import org.espalier.pass.Passes;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.espalier.search.Method;

/**
 * Networks that a latency table is measured for, as they are exported.
 *
 * @param covering have every operation of what was named, for each number of classes
 * @param space draws random networks, if a single search space was named
 */
record ProfiledNetworks(List<Graph> covering, Optional<Space> space) {

    /** Random networks of a search space, by seed. */
    @FunctionalInterface
    interface Space {
        Graph random(Seed seed);
    }

    /**
     * What names stand for: methods, whose spaces are meant, or architectures.
     *
     * @param preset of methods
     * @param settings that overlay it
     * @param supernets whether those of methods are covered too
     * @throws BadUsage if a name is neither
     */
    static ProfiledNetworks of(
            List<String> names, String preset, List<String> settings, List<Integer> classes, boolean supernets) {
        List<Graph> covering = new ArrayList<>();
        Optional<Space> space = Optional.empty();
        for (String name : names) {
            if (MethodName.all().contains(name)) {
                space = Optional.of(
                        addSpace(covering, MethodName.of(name).method(), name, preset, settings, classes, supernets));
            } else {
                addAll(covering, Blueprints.of(name), classes);
            }
        }
        return new ProfiledNetworks(covering, names.size() == 1 ? space : Optional.empty());
    }

    /**
     * Random networks of the space.
     *
     * @throws BadUsage unless a single search space was named
     */
    List<Graph> random(int count, Seed seed) {
        Space drawn = space.orElseThrow(() -> new BadUsage(
                "--check draws random networks of a search space; name one METHOD alone, such as autodeeplab"));
        return IntStream.range(0, count)
                .mapToObj(network -> drawn.random(seed.derive(network)))
                .toList();
    }

    /** Adds what covers a method's space; gives its random networks. */
    private static <C extends Record> Space addSpace(
            List<Graph> covering,
            Method<C> method,
            String name,
            String preset,
            List<String> settings,
            List<Integer> classes,
            boolean supernets) {
        C base = Preset.named(preset, method.presets()).config();
        C config = Configs.resolve(method.configType(), base, Optional.empty(), settings);
        for (int count : classes) {
            List<Blueprint> all = name.equals(method.id()) ? method.covering(config, count) : List.of();
            if (all.isEmpty()) {
                throw new BadUsage(
                        ("WHAT: got '%s'; of methods, autodeeplab, gas and sed can be measured as a whole; of others,"
                                        + " the architectures that you name")
                                .formatted(name));
            }
            all.forEach(one -> covering.add(exported(one, count)));
            if (supernets) {
                method.stages(config)
                        .forEach(stage -> covering.add(Passes.apply(
                                Passes.FOR_EXPORT,
                                stage.search().space().supernet(count).graph())));
            }
        }
        int first = classes.getFirst();
        return seed -> exported(method.random(config, first, seed), first);
    }

    private static void addAll(List<Graph> networks, Blueprint blueprint, List<Integer> classes) {
        classes.forEach(count -> networks.add(exported(blueprint, count)));
    }

    private static Graph exported(Blueprint blueprint, int classes) {
        return Passes.apply(Passes.FOR_EXPORT, ModelConfig.inferenceForm(blueprint.network(classes)));
    }
}
