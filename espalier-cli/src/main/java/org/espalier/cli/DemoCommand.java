package org.espalier.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.espalier.problem.BadUsage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The whole way in miniature. */
@Command(
        name = "demo",
        description =
                "Search, train, evaluate, export and show, on generated street scenes; about 5 minutes on two cores.")
final class DemoCommand implements Runnable {

    private static final Path USUAL = Path.of("runs", "demo");

    @Mixin
    private Terminal terminal;

    @Option(names = "--out", paramLabel = "RUN", description = "A new folder. Default: runs/demo, runs/demo-2, ...")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "4.5",
            description = "Time to search and train in all. Default: ${DEFAULT-VALUE}.")
    private double minutes;

    @Option(
            names = "--data",
            paramLabel = "DATA",
            defaultValue = "scenes",
            description = "Other data; espalier list datasets. Default: ${DEFAULT-VALUE}.")
    private String data;

    @Override
    public void run() {
        if (!(minutes > 0)) {
            throw new BadUsage("--minutes: got %s; allowed: more than 0".formatted(minutes));
        }
        Path folder = out.orElseGet(DemoCommand::unused);
        if (Files.exists(folder)) {
            throw new BadUsage("--out: %s is there already; choose a new folder".formatted(folder));
        }
        String farewell = "what was done is in %s; the demo itself starts again from the beginning".formatted(folder);
        List<Contender> contenders =
                LongWork.run(terminal, farewell, progress -> new Demo(terminal, data, folder, minutes, progress).run());
        terminal.table(table(contenders));
        Contender found = contenders.getFirst();
        terminal.line("");
        terminal.line("model    " + found.folder().resolve("model"));
        terminal.line("pictures " + Demo.pictures(folder));
        terminal.line("drawing  " + Demo.drawing(folder));
        terminal.line("next     espalier predict %s IMAGE... --out DIR".formatted(found.folder()));
    }

    private static Path unused() {
        return IntStream.iterate(2, number -> number + 1)
                .mapToObj(number -> USUAL.resolveSibling(USUAL.getFileName() + "-" + number))
                .filter(path -> !Files.exists(path))
                .findFirst()
                .filter(numbered -> Files.exists(USUAL))
                .orElse(USUAL);
    }

    private static Table table(List<Contender> contenders) {
        Table table = Table.of("network", "mIoU", "pixel accuracy", "parameters", "multiply-adds", "ms an image");
        for (Contender one : contenders) {
            table.row(
                    one.name(),
                    Counts.digits(one.evaluation().miou()),
                    Counts.digits(one.evaluation().pixelAccuracy()),
                    Counts.whole(one.cost().parameters()),
                    Counts.whole(one.cost().multiplyAdds()),
                    String.format(Locale.ROOT, "%.2f", one.millisAnImage()));
        }
        return table;
    }
}
