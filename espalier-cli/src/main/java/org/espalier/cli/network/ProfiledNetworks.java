package org.espalier.cli.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.espalier.blueprint.Blueprint;
import org.espalier.cli.argument.Blueprints;
import org.espalier.cli.argument.ImageChannels;
import org.espalier.cli.argument.MethodName;
import org.espalier.config.Configs;
import org.espalier.config.Preset;
import org.espalier.deploy.ModelConfig;
import org.espalier.graph.Graph;
import org.espalier.pass.ForImages;
import org.espalier.pass.Passes;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.espalier.search.Method;
import org.espalier.text.Text;

/**
 * The networks whose operations a latency table covers, in the form in which they are exported.
 *
 * @param covering networks that together have every operation to measure, for each number of classes
 * @param space source of random networks; absent unless exactly one search space was named
 */
record ProfiledNetworks(List<Graph> covering, Optional<Space> space) {

    /** A search space that gives a random network for each seed. */
    @FunctionalInterface
    interface Space {
        Graph random(Seed seed);
    }

    /**
     * What to build of a method's space.
     *
     * @param preset name of the configuration of the method
     * @param settings {@code KEY=VALUE}, override the preset
     * @param classes numbers of classes
     * @param widths factors by which all channels of the networks are multiplied, one after the other; 1 for those that
     *     are configured
     * @param supernets whether to cover the supernets of the method too
     */
    record Form(String preset, List<String> settings, List<Integer> classes, List<Double> widths, boolean supernets) {

        /** A network at all widths. */
        List<Blueprint> atAllWidths(Blueprint blueprint) {
            return widths.stream().map(factor -> scaled(blueprint, factor)).toList();
        }

        /** A network at random widths between the narrowest and the widest. */
        Blueprint atSomeWidth(Blueprint blueprint, Seed seed) {
            double narrowest = Collections.min(widths);
            double widest = Collections.max(widths);
            return scaled(
                    blueprint,
                    narrowest
                            * Math.pow(
                                    widest / narrowest,
                                    seed.derive("width").generator().nextDouble()));
        }

        private static Blueprint scaled(Blueprint blueprint, double factor) {
            if (factor == 1) {
                return blueprint;
            }
            return blueprint
                    .family()
                    .orElseThrow(() -> new BadUsage(
                            Text.format("--widths: got %s; the widths of this network are fixed; allowed: 1", factor)))
                    .at(factor);
        }
    }

    /**
     * Finds the networks.
     *
     * @param names methods, for their whole search spaces, or architectures
     * @param channels of the images
     * @throws BadUsage if a name is neither a method nor an architecture
     */
    static ProfiledNetworks of(List<String> names, Form form, ImageChannels channels) {
        List<Graph> covering = new ArrayList<>();
        Optional<Space> space = Optional.empty();
        for (String name : names) {
            if (MethodName.all().contains(name)) {
                Method<?> method = MethodName.of(name).method();
                space = Optional.of(addSpace(covering, method, name, form, channels.images()));
            } else {
                Blueprint blueprint = Blueprints.of(name);
                ForImages images = channels.imagesOf(name);
                form.classes.forEach(count ->
                        form.atAllWidths(blueprint).forEach(one -> covering.add(exported(one, count, images))));
            }
        }
        return new ProfiledNetworks(covering, names.size() == 1 ? space : Optional.empty());
    }

    /**
     * Draws random networks of the space.
     *
     * @throws BadUsage unless a single search space was named
     */
    List<Graph> random(int count, Seed seed) {
        Space drawn = space.orElseThrow(() -> new BadUsage(
                "--check draws random networks of a search space; name exactly one METHOD, such as autodeeplab"));
        return IntStream.range(0, count)
                .mapToObj(network -> drawn.random(seed.derive(network)))
                .toList();
    }

    /** Adds the networks that cover a method's space; returns the space. */
    private static <C extends Record> Space addSpace(
            List<Graph> covering, Method<C> method, String name, Form form, ForImages images) {
        C base = Preset.named(form.preset, method.presets()).config();
        C config = Configs.resolve(method.configType(), base, Optional.empty(), form.settings);
        for (int count : form.classes) {
            List<Blueprint> all = name.equals(method.id()) ? method.covering(config, count) : List.of();
            if (all.isEmpty()) {
                throw new BadUsage(Text.format(
                        "WHAT: got '%s'; allowed: the methods autodeeplab, gas, rspnet and sed, or single"
                                + " architectures",
                        name));
            }
            all.stream()
                    .flatMap(one -> form.atAllWidths(one).stream())
                    .forEach(one -> covering.add(exported(one, count, images)));
            if (form.supernets) {
                method.stages(config)
                        .forEach(stage -> covering.add(Passes.apply(
                                Passes.FOR_EXPORT,
                                images.apply(
                                        stage.search().space().supernet(count).graph()))));
            }
        }
        int first = form.classes.getFirst();
        return seed -> exported(form.atSomeWidth(method.random(config, first, seed), seed), first, images);
    }

    private static Graph exported(Blueprint blueprint, int classes, ForImages images) {
        Graph network = images.apply(blueprint.network(classes));
        return Passes.apply(Passes.FOR_EXPORT, ModelConfig.inferenceForm(network));
    }
}
