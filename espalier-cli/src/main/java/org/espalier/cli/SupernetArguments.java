package org.espalier.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.espalier.config.Configs;
import org.espalier.engine.Frozen;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.espalier.search.SearchBench;
import org.espalier.search.SearchConfig;
import org.espalier.search.autodeeplab.AutoDeepLabConfig;
import org.espalier.search.rspnet.RspNetConfig;
import org.espalier.space.Relaxation;
import org.espalier.space.SearchSpace;
import org.espalier.space.Supernet;
import org.espalier.space.autodeeplab.AutoDeepLab;
import org.espalier.space.autodeeplab.NetworkConfig;
import org.espalier.space.autodeeplab.SupernetConfig;
import org.espalier.space.relaxation.GraphGuidance;
import org.espalier.space.relaxation.Sampling;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which supernet, on the command line. */
@Command
final class SupernetArguments {

    private static final List<Preset<SupernetConfig>> PRESETS = List.of(
            new Preset<>("paper", "as published", SupernetConfig.PAPER),
            new Preset<>("pytorch", "as the best-known PyTorch code", SupernetConfig.PYTORCH_VARIANT),
            new Preset<>("cpu", "as search --preset cpu", AutoDeepLabConfig.CPU.supernet()));

    @Parameters(paramLabel = "METHOD", description = "Whose supernet: autodeeplab, gas, rspnet or sed.")
    private String method;

    @Option(
            names = "--preset",
            paramLabel = "P",
            description =
                    "Supernet: paper (but of sed) or cpu; of autodeeplab also pytorch. Default: paper, of sed cpu.")
    private Optional<String> preset = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A value of the supernet, such as atrous=SEPARABLE; of the others one of the search, such"
                    + " as block.form=NESTED.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--stage",
            paramLabel = "S",
            defaultValue = "cell",
            description = "Of rspnet: cell, or paths (of a random cell). Default: ${DEFAULT-VALUE}.")
    private RspNetStage stage;

    @Option(
            names = "--paths",
            paramLabel = "N",
            description = "Run N options of every choice at a step, drawn evenly. Default: all.")
    private Optional<Integer> paths = Optional.empty();

    /** The two supernets of an RSPNet search. */
    private enum RspNetStage {
        CELL,
        PATHS
    }

    /** The method that it belongs to. */
    String method() {
        return method;
    }

    /** The preset that its settings change. */
    String preset() {
        List<String> names =
                Method.of(method).search().presets().stream().map(Preset::name).toList();
        return preset.orElse(names.contains("paper") ? "paper" : names.getFirst());
    }

    /** Method and preset in words. */
    String name() {
        return method + ", " + preset();
    }

    /** As arguments of a command line. */
    List<String> typed() {
        List<String> typed = new ArrayList<>(List.of(method, "--preset", preset()));
        typed.addAll(List.of("--stage", stage.name().toLowerCase(Locale.ROOT)));
        settings.forEach(setting -> typed.addAll(List.of("--set", setting)));
        paths.ifPresent(count -> typed.addAll(List.of("--paths", "" + count)));
        return typed;
    }

    /** The supernet, for as many classes as supernets are benched with. */
    Supernet build() {
        if (method.startsWith(Method.RANDOM)) {
            throw new BadUsage("METHOD: got '%s'; allowed: %s, without %s"
                    .formatted(method, Method.of(method).id(), Method.RANDOM));
        }
        paths.ifPresent(count -> AtLeast.require("--paths", count, 1));
        return switch (Method.of(method)) {
            case AUTODEEPLAB -> {
                SupernetConfig config = config(SupernetConfig.class, PRESETS);
                yield of(AutoDeepLab.of(config, NetworkConfig.paper(20)), Optional.empty());
            }
            case RSPNET -> {
                RspNetConfig config = config(RspNetConfig.class, SearchMethod.RSPNET.presets());
                yield switch (stage) {
                    case CELL -> of(config.cellSpace(), Optional.empty());
                    case PATHS -> of(config.pathSpace(config.cellSpace().random(new Seed(1))), Optional.empty());
                };
            }
            case GAS -> of(SearchMethod.GAS);
            case SED -> of(SearchMethod.SED);
        };
    }

    /** Which of its weights no step moves. */
    Frozen frozen() {
        return Method.of(method) == Method.AUTODEEPLAB
                ? Frozen.NONE
                : new Frozen(search(Method.of(method).search()).weights().frozen());
    }

    private <C extends Record> SearchConfig search(SearchMethod<C> how) {
        return how.common().apply(config(how.config(), how.presets()));
    }

    private <C extends Record> Supernet of(SearchMethod<C> how) {
        C config = config(how.config(), how.presets());
        return of(
                how.space().apply(config).orElseThrow(),
                Optional.of(how.common().apply(config).architecture().relaxation()));
    }

    private <T extends Record> T config(Class<T> type, List<Preset<T>> presets) {
        return Configs.resolve(type, Preset.named(preset(), presets), Optional.empty(), settings);
    }

    /** Some options of every choice drawn, if so asked; else as the method has it, or as the space has it. */
    private Supernet of(SearchSpace<?> space, Optional<Relaxation> ofMethod) {
        Optional<Relaxation> drawn = paths.map(count ->
                new Sampling(Sampling.Sample.PATHS, count, Sampling.SOFTMAX.temperature(), GraphGuidance.NONE));
        return drawn.or(() -> ofMethod)
                .map(relaxation -> space.supernet(SearchBench.classes(), relaxation))
                .orElseGet(() -> space.supernet(SearchBench.classes()));
    }
}
