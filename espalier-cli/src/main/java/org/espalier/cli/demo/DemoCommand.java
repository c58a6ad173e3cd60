package org.espalier.cli.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.espalier.budget.Budget;
import org.espalier.cli.argument.LatencyTables;
import org.espalier.cli.picture.PngFile;
import org.espalier.cli.terminal.Counts;
import org.espalier.cli.terminal.LongWork;
import org.espalier.cli.terminal.Table;
import org.espalier.cli.terminal.Terminal;
import org.espalier.data.Dataset;
import org.espalier.data.cache.CacheFolder;
import org.espalier.data.spec.Datasets;
import org.espalier.demo.Contender;
import org.espalier.demo.Demo;
import org.espalier.demo.DemoResult;
import org.espalier.problem.BadUsage;
import org.espalier.run.RunOptions;
import org.espalier.text.ShellCommand;
import org.espalier.text.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Searches, trains, evaluates and exports on a small scale. */
@Command(
        name = "demo",
        description =
                "Search, train, evaluate, export and show, on generated street scenes; about 5 minutes on two cores.")
public final class DemoCommand implements Runnable {

    private static final Path DEFAULT = Path.of("runs", "demo");

    @Mixin
    private Terminal terminal;

    @Option(names = "--out", paramLabel = "RUN", description = "A new folder. Default: runs/demo, runs/demo-2, ...")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description = "Total duration of search and training in minutes; the choices of the supernet are then the"
                    + " result. Default: 300 steps of search, eight candidates trained for up to 350 steps, and 700"
                    + " steps of each training.")
    private Optional<Double> minutes = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "DATA",
            defaultValue = "scenes",
            description = "Data set; see espalier list datasets. Default: ${DEFAULT-VALUE}.")
    private String data;

    @Option(
            names = "--budget",
            paramLabel = "COST",
            defaultValue = "35M",
            description =
                    "What every network costs for one image: multiply-adds, or a time by the --latency table, such"
                            + " as 1.2ms. Default: ${DEFAULT-VALUE}.")
    private String budget;

    @Option(
            names = "--latency",
            paramLabel = "TABLE.csv",
            description = "Latency table for a budget in milliseconds, written by espalier profile with --widths, of"
                    + " autodeeplab (preset tiny) and separable-unet.")
    private Optional<Path> latency = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of searches, random networks and trainings. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--halving",
            description = "Also train what successive halving of sixteen candidates finds, which takes about as long as"
                    + " the search.")
    private boolean halving;

    @Option(names = "--force", description = "Accept a --latency table measured on another device.")
    private boolean force;

    @Override
    public void run() {
        minutes.filter(asked -> !(asked > 0)).ifPresent(asked -> {
            throw new BadUsage(Text.format("--minutes: got %s; allowed: more than 0", asked));
        });
        if (halving && minutes.isPresent()) {
            throw new BadUsage("--halving: got it with --minutes; its candidates are trained by steps; leave out one of"
                    + " them");
        }
        Budget price = price();
        latency.ifPresent(table -> LatencyTables.read(table, force));
        Path folder = out.orElseGet(DemoCommand::unused);
        if (Files.exists(folder)) {
            throw new BadUsage(Text.format("--out: %s already exists; choose a new folder", folder));
        }
        String hint = Text.format(
                "results so far are in %s; the demo cannot be resumed and starts over in a new folder", folder);
        Demo priced = Demo.DEFAULT.costing(price, latency).with(seed, halving);
        Demo demo = minutes.map(priced::lasting).orElse(priced);
        Dataset dataset = Datasets.open(data, Optional.of(Demo.imageSize()), CacheFolder.standard());
        DemoResult result = LongWork.run(
                terminal,
                hint,
                progress -> demo.run(dataset, folder, new RunOptions(false, progress, terminal.typedCommand())));
        Path pictures = folder.resolve("pictures.png");
        PngFile.write(DemoPage.of(result, dataset.labels()), pictures);
        terminal.table(table(result.contenders()));
        Path found = result.contenders().getFirst().run();
        terminal.line("");
        terminal.line("model    " + found.resolve("model"));
        terminal.line("pictures " + pictures);
        terminal.line("drawing  " + Demo.drawing(folder));
        terminal.line(
                "next     " + ShellCommand.of("espalier", "predict", found.toString(), "IMAGE...", "--out", "DIR"));
    }

    private Budget price() {
        Budget price = Budget.parse(budget);
        if (price instanceof Budget.Latency != latency.isPresent()) {
            throw new BadUsage(Text.format(
                    "--budget: got %s %s --latency; allowed: multiply-adds, such as 35M, or a time with a table",
                    price, latency.isPresent() ? "with" : "without"));
        }
        return price;
    }

    private static Path unused() {
        return IntStream.iterate(2, number -> number + 1)
                .mapToObj(number -> DEFAULT.resolveSibling(DEFAULT.getFileName() + "-" + number))
                .filter(path -> !Files.exists(path))
                .findFirst()
                .filter(numbered -> Files.exists(DEFAULT))
                .orElse(DEFAULT);
    }

    private static Table table(List<Contender> contenders) {
        Table table = Table.of("network", "mIoU", "pixel accuracy", "parameters", "multiply-adds", "ms");
        for (Contender one : contenders) {
            table.row(
                    one.name(),
                    Counts.fourDecimals(one.evaluation().miou()),
                    Counts.fourDecimals(one.evaluation().pixelAccuracy()),
                    Counts.whole(one.cost().parameters()),
                    Counts.whole(one.cost().multiplyAdds()),
                    Text.format("%.2f", one.medianMillis()));
        }
        double random = contenders.stream()
                .filter(one -> one.name().startsWith("random"))
                .mapToDouble(one -> one.evaluation().miou())
                .average()
                .orElse(Double.NaN);
        table.row("random, mean", Counts.fourDecimals(random), "", "", "", "");
        return table;
    }
}
