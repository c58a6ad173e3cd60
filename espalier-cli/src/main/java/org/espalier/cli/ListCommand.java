package org.espalier.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.espalier.cli.argument.MethodName.Way;
import org.espalier.cli.terminal.Terminal;
import org.espalier.data.spec.Datasets;
import org.espalier.method.Methods;
import org.espalier.problem.BadUsage;
import org.espalier.search.Method;
import org.espalier.space.gas.Gas;
import org.espalier.space.operation.AtrousConv;
import org.espalier.space.operation.CandidateSet;
import org.espalier.text.Text;
import org.espalier.train.TrainConfig;
import org.espalier.zoo.Zoo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists the values that arguments of the other commands allow. */
@Command(name = "list", description = "List methods, presets, networks, operations, data sets or runs.")
final class ListCommand implements Runnable {

    /** What to list. */
    private enum Kind {
        METHODS,
        PRESETS,
        NETWORKS,
        OPS,
        DATASETS,
        RUNS;

        /** The name on the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Mixin
    private Terminal terminal;

    @Parameters(index = "0", paramLabel = "WHAT", description = "One of ${COMPLETION-CANDIDATES}.")
    private Kind kind;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DIR",
            description = "runs: the folder that they are in. Default: runs.")
    private Optional<Path> folder = Optional.empty();

    @Override
    public void run() {
        folder.filter(given -> kind != Kind.RUNS).ifPresent(given -> {
            throw new BadUsage(Text.format("list %s: got a folder, %s; only list runs takes one", kind, given));
        });
        lines().forEach(terminal::line);
    }

    private List<String> lines() {
        return switch (kind) {
            case METHODS ->
                Methods.all().stream()
                        .flatMap(method -> Stream.of(
                                entry(method.id(), method.description()),
                                entry(
                                        Way.RANDOM.prefix() + method.id(),
                                        "a random architecture of the same space, as a baseline; with --trials N the"
                                                + " best of N that are trained"),
                                entry(
                                        Way.HALVING.prefix() + method.id(),
                                        "successive halving: random architectures are trained, the best go on"),
                                entry(
                                        Way.GUIDED.prefix() + method.id(),
                                        "successive halving whose candidates are proposed by a regression of the losses"
                                                + " so far"),
                                entry(
                                        Way.EVOLUTION.prefix() + method.id(),
                                        "regularised evolution: the best trained architectures are changed")))
                        .toList();
            case PRESETS -> presets();
            case NETWORKS ->
                Arrays.stream(Zoo.values())
                        .map(network -> entry(network.id(), network.description()))
                        .toList();
            case OPS ->
                Stream.concat(
                                CandidateSet.standard(AtrousConv.Form.DENSE, true).names().stream(),
                                Gas.candidates().names().stream())
                        .distinct()
                        .toList();
            case DATASETS -> Datasets.forms();
            case RUNS -> RunTable.of(folder.orElse(Path.of("runs"))).lines();
        };
    }

    private static List<String> presets() {
        List<String> lines = new ArrayList<>();
        for (Method<?> method : Methods.all()) {
            method.presets()
                    .forEach(preset -> lines.add(entry(
                            Text.format("search %s --preset %s", method.id(), preset.name()), preset.description())));
        }
        TrainConfig.PRESETS.forEach(
                preset -> lines.add(entry("train --preset " + preset.name(), preset.description())));
        return lines;
    }

    private static String entry(String name, String description) {
        return Text.format("%-34s %s", name, description);
    }
}
