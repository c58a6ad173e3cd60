package org.espalier.cli.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.espalier.cli.argument.AtLeast;
import org.espalier.cli.argument.MethodName;
import org.espalier.config.Configs;
import org.espalier.config.Preset;
import org.espalier.engine.Frozen;
import org.espalier.problem.BadUsage;
import org.espalier.search.ArchitectureSearch;
import org.espalier.search.Method;
import org.espalier.search.SearchBench;
import org.espalier.search.Stage;
import org.espalier.space.Supernet;
import org.espalier.space.relaxation.GraphGuidance;
import org.espalier.space.relaxation.Sampling;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which supernet, on the command line. */
@Command
final class SupernetArguments {

    private static final String PAPER = "paper";

    @Parameters(paramLabel = "METHOD", description = "Whose supernet: autodeeplab, gas, rspnet or sed.")
    private String method;

    @Option(
            names = "--preset",
            paramLabel = "P",
            description = "The method's configuration by name; espalier list presets. Default: paper, of sed cpu.")
    private Optional<String> preset = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Overlays a single value of it, such as supernet.atrous=SEPARABLE; may be repeated.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--stage",
            paramLabel = "S",
            description = "Which supernet of a method that trains several: of rspnet cell, or paths (of a random cell)."
                    + " Default: the first.")
    private Optional<String> stage = Optional.empty();

    @Option(
            names = "--paths",
            paramLabel = "N",
            description = "Run N options of every choice at a step, drawn evenly. Default: all.")
    private Optional<Integer> paths = Optional.empty();

    /** The method that it belongs to. */
    String method() {
        return method;
    }

    /** The preset that its settings change. */
    String preset() {
        return preset.orElseGet(() -> usualPreset(found()));
    }

    /** Method and preset in words. */
    String name() {
        return method + ", " + preset();
    }

    /** As arguments of a command line. */
    List<String> typed() {
        List<String> typed = new ArrayList<>(List.of(method, "--preset", preset()));
        stage.ifPresent(name -> typed.addAll(List.of("--stage", name)));
        settings.forEach(setting -> typed.addAll(List.of("--set", setting)));
        paths.ifPresent(count -> typed.addAll(List.of("--paths", "" + count)));
        return typed;
    }

    /** The supernet, for as many classes as supernets are benched with. */
    Supernet build() {
        paths.ifPresent(count -> AtLeast.require("--paths", count, 1));
        ArchitectureSearch<?> search = stage(found()).search();
        return paths.map(SupernetArguments::drawing)
                .map(relaxation -> search.space().supernet(SearchBench.classes(), relaxation))
                .orElseGet(() -> search.supernet(SearchBench.classes()));
    }

    /** Which of its weights no step moves. */
    Frozen frozen() {
        return frozen(found());
    }

    private Method<?> found() {
        MethodName name = MethodName.of(method);
        if (name.isRandom()) {
            throw new BadUsage("METHOD: got '%s'; allowed: %s, without %s"
                    .formatted(method, name.method().id(), MethodName.RANDOM));
        }
        return name.method();
    }

    private static String usualPreset(Method<?> method) {
        List<String> names = method.presets().stream().<String>map(Preset::name).toList();
        return names.contains(PAPER) ? PAPER : names.getFirst();
    }

    private <C extends Record> Stage stage(Method<C> how) {
        List<Stage> stages = how.stages(config(how));
        if (stage.isEmpty()) {
            return stages.getFirst();
        }
        return stages.stream()
                .filter(one -> one.name().equals(stage.get()))
                .findFirst()
                .orElseThrow(() -> new BadUsage("--stage: got '%s'; %s has: %s"
                        .formatted(
                                stage.get(),
                                method,
                                stages.stream().map(Stage::name).collect(Collectors.joining(", ")))));
    }

    private <C extends Record> Frozen frozen(Method<C> how) {
        return new Frozen(how.searchOf(config(how)).weights().frozen());
    }

    private <C extends Record> C config(Method<C> how) {
        C base = Preset.named(preset(), how.presets()).config();
        return Configs.resolve(how.configType(), base, Optional.empty(), settings);
    }

    private static Sampling drawing(int options) {
        return new Sampling(Sampling.Sample.PATHS, options, Sampling.SOFTMAX.temperature(), GraphGuidance.NONE);
    }
}
