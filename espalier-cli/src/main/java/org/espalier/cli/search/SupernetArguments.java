package org.espalier.cli.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.espalier.cli.argument.AtLeast;
import org.espalier.cli.argument.ImageChannels;
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
import org.espalier.space.relaxation.Sampling;
import org.espalier.text.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments that choose a supernet. */
@Command
final class SupernetArguments {

    private static final String PAPER = "paper";

    @Parameters(
            paramLabel = "METHOD",
            description = "Method whose supernet to measure: autodeeplab, gas, rspnet or sed.")
    private String methodName;

    @Option(
            names = "--preset",
            paramLabel = "P",
            description = "Name of the method's configuration; see espalier list presets. Default: paper (sed: cpu).")
    private Optional<String> preset = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Override one value of it, such as supernet.atrous=SEPARABLE; may be repeated.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--stage",
            paramLabel = "S",
            description = "For methods that train several supernets: which one. rspnet: cell, or paths (with a"
                    + " random cell). Default: the first.")
    private Optional<String> stage = Optional.empty();

    @Option(
            names = "--paths",
            paramLabel = "N",
            description = "Run N options of each choice per step, drawn uniformly. Default: all.")
    private Optional<Integer> paths = Optional.empty();

    @Mixin
    private ImageChannels channels;

    /** The name of the method. */
    String method() {
        return methodName;
    }

    /** The name of the preset. */
    String preset() {
        return preset.orElseGet(() -> usualPreset(found()));
    }

    /** Method and preset, such as {@code gas, paper}. */
    String name() {
        return methodName + ", " + preset();
    }

    /** The same arguments for another command line. */
    List<String> words() {
        List<String> words = new ArrayList<>(List.of(methodName, "--preset", preset()));
        stage.ifPresent(name -> words.addAll(List.of("--stage", name)));
        settings.forEach(setting -> words.addAll(List.of("--set", setting)));
        paths.ifPresent(count -> words.addAll(List.of("--paths", "" + count)));
        words.addAll(List.of(channels.words()));
        return words;
    }

    /** Builds the supernet, with the number of classes of {@link SearchBench#classes()}. */
    Supernet build() {
        Supernet plain = plain();
        return new Supernet(channels.images().apply(plain.graph()), plain.choices());
    }

    private Supernet plain() {
        paths.ifPresent(count -> AtLeast.require("--paths", count, 1));
        ArchitectureSearch<?> search = stage(found()).search();
        return paths.map(Sampling::ofPaths)
                .map(relaxation -> search.space().supernet(SearchBench.classes(), relaxation))
                .orElseGet(() -> search.supernet(SearchBench.classes()));
    }

    /** The weights that no step changes. */
    Frozen frozen() {
        return frozen(found());
    }

    private Method<?> found() {
        return MethodName.of(methodName).requirePlain("METHOD");
    }

    private static String usualPreset(Method<?> method) {
        List<String> names = method.presets().stream().<String>map(Preset::name).toList();
        return names.contains(PAPER) ? PAPER : names.getFirst();
    }

    private <C extends Record> Stage stage(Method<C> method) {
        List<Stage> stages = method.stages(config(method));
        if (stage.isEmpty()) {
            return stages.getFirst();
        }
        return stages.stream()
                .filter(one -> one.name().equals(stage.get()))
                .findFirst()
                .orElseThrow(() -> new BadUsage(Text.format(
                        "--stage: got '%s'; %s has: %s",
                        stage.get(),
                        methodName,
                        stages.stream().map(Stage::name).collect(Collectors.joining(", ")))));
    }

    private <C extends Record> Frozen frozen(Method<C> method) {
        return new Frozen(method.searchOf(config(method)).weights().frozen());
    }

    private <C extends Record> C config(Method<C> method) {
        C base = Preset.named(preset(), method.presets()).config();
        return Configs.resolve(method.configType(), base, Optional.empty(), settings);
    }
}
