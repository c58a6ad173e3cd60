package org.espalier.cli.search;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.espalier.cli.argument.AtLeast;
import org.espalier.cli.terminal.Counts;
import org.espalier.cli.terminal.Table;
import org.espalier.cli.terminal.Terminal;
import org.espalier.engine.LibTorch;
import org.espalier.engine.OperationProfile;
import org.espalier.file.AtomicFile;
import org.espalier.graph.Extent;
import org.espalier.problem.BadUsage;
import org.espalier.search.SearchBench;
import org.espalier.search.SearchBench.Result;
import org.espalier.search.SearchBench.Way;
import org.espalier.text.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures search steps. */
@Command(name = "bench-search", description = "Measure time and peak memory of search steps on random images.")
public final class BenchSearchCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Terminal terminal;

    @Mixin
    private SupernetArguments supernet;

    @Option(
            names = "--crop",
            paramLabel = "N",
            defaultValue = "129",
            description = "Images are NxN. Default: ${DEFAULT-VALUE}.")
    private int crop;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "2",
            description = "Images per step. Default: ${DEFAULT-VALUE}.")
    private int batch;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "3",
            description = "Measured steps, after one step of warm-up. Default: ${DEFAULT-VALUE}.")
    private int steps;

    @Option(
            names = "--memory",
            paramLabel = "M",
            defaultValue = "normal",
            description = "normal, or low: less memory, more time. Default: ${DEFAULT-VALUE}.")
    private Memory memory;

    @Option(
            names = "--plain",
            description = "Also measure the baseline: no passes, contiguous tensors, libtorch's autograd. Both"
                    + " ways take turns; the ratio of their times is reported.")
    private boolean plain;

    @Option(
            names = "--without",
            paramLabel = "PASS",
            description = "Skip a pass in the fast way: fold-constants, simplify-mixes, share-common-subexpressions.")
    private List<String> without = new ArrayList<>();

    @Option(
            names = "--profile",
            description = "Also run every operation of a weight step by itself and report the time of each kind.")
    private boolean profiled;

    @Option(
            names = "--against",
            paramLabel = "KEY=V,V...",
            description = "Measure each of these values in its own process; KEY is crop, batch or a key of"
                    + " --set. May be repeated.")
    private List<String> against = new ArrayList<>();

    @Option(
            names = "--picture",
            paramLabel = "FILE.svg",
            description = "With --against: draw a chart of the measurements.")
    private Optional<Path> picture = Optional.empty();

    @Option(names = "--json", description = "Write one JSON object.")
    private boolean json;

    /** The trade-off between memory and time. */
    private enum Memory {
        NORMAL(Way.FAST),
        LOW(Way.LOW_MEMORY);

        private final Way way;

        Memory(Way way) {
            this.way = way;
        }
    }

    /**
     * The output of {@code --json}; scripts rely on the names. With {@code --plain}, times and memory are those of the
     * baseline and {@code fast} has those of the fast way.
     */
    private record Report(
            String method,
            String preset,
            int crop,
            int batch,
            int threads,
            int steps,
            String way,
            double weightStepSeconds,
            double architectureStepSeconds,
            Optional<Long> peakBytes,
            long parameters,
            int operations,
            long multiplyAdds,
            double shareOfLimit,
            Optional<Report> fast,
            Optional<Double> ratio,
            List<OperationProfile.Kind> profile) {}

    @Override
    public void run() {
        AtLeast.require("--crop", crop, 33);
        AtLeast.require("--batch", batch, 2);
        AtLeast.require("--steps", steps, 1);
        if (!against.isEmpty()) {
            sweep();
            return;
        }
        if (picture.isPresent()) {
            throw new BadUsage("--picture: not allowed without --against; name the values to compare, such as"
                    + " --against crop=65,129");
        }
        Instant started = Instant.now();
        SearchBench bench = SearchBench.of(supernet.build(), new Extent(batch, crop, crop))
                .freezing(supernet.frozen())
                .without(Set.copyOf(without));
        List<Way> ways = plain ? List.of(Way.PLAIN, memory.way) : List.of(memory.way);
        List<Result> results = bench.run(ways, steps, left -> tell(Duration.between(started, Instant.now()), left));
        List<OperationProfile.Kind> profile = profiled ? bench.profile() : List.of();
        Report fast = report(results.getLast(), Optional.empty(), profile);
        Report report = plain ? report(results.getFirst(), Optional.of(fast), List.of()) : fast;
        if (json) {
            terminal.json(report);
        } else {
            show(report);
        }
    }

    private void tell(Duration soFar, Duration left) {
        if (!left.isZero()) {
            terminal.note(
                    Text.format("%d s so far; the other steps take about %d s", soFar.toSeconds(), left.toSeconds()));
        }
    }

    /** Runs this command once for each value, each time in its own process. */
    private void sweep() {
        List<Sweep> sweeps = against.stream().map(Sweep::of).toList();
        picture.ifPresent(file -> sweeps.forEach(Sweep::requireNumbers));
        String amount = memory.name().toLowerCase(Locale.ROOT);
        List<String> arguments = new ArrayList<>(List.of("bench-search", "--json"));
        arguments.addAll(supernet.words());
        arguments.addAll(
                List.of("--crop", "" + crop, "--batch", "" + batch, "--steps", "" + steps, "--memory", amount));
        without.forEach(pass -> arguments.addAll(List.of("--without", pass)));
        if (plain) {
            arguments.add("--plain");
        }
        SweepResult result =
                SweepResult.measure(sweeps, spec.root().userObject().getClass(), arguments, terminal);
        picture.ifPresent(file -> AtomicFile.write(
                file,
                result.picture(
                        "Steps of a search: " + supernet.name(),
                        Text.format(
                                "unless varied: crop %d, batch %d; %d threads; memory %s",
                                crop, batch, LibTorch.threads(), amount))));
        if (json) {
            terminal.json(result);
        } else {
            terminal.table(result.table());
        }
    }

    private Report report(Result result, Optional<Report> fast, List<OperationProfile.Kind> profile) {
        return new Report(
                supernet.method(),
                supernet.preset(),
                crop,
                batch,
                LibTorch.threads(),
                steps,
                result.way().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                result.weightStepSeconds(),
                result.architectureStepSeconds(),
                result.peakBytes().isPresent() ? Optional.of(result.peakBytes().getAsLong()) : Optional.empty(),
                result.parameters(),
                result.operations(),
                result.multiplyAdds(),
                SearchBench.shareOfLimit(result),
                fast,
                fast.map(other -> result.weightStepSeconds() / other.weightStepSeconds),
                profile);
    }

    private void show(Report report) {
        Table table =
                Table.of("way", "weight step", "architecture step", "peak memory", "operations", "share of limit");
        row(table, report);
        report.fast.ifPresent(fast -> row(table, fast));
        terminal.table(table);
        terminal.line(Text.format(
                "%n%s parameters; %s multiply-adds a weight step, batch %d of %dx%d, %d threads, medians of %d",
                Counts.rounded(report.parameters),
                Counts.rounded(report.multiplyAdds),
                batch,
                crop,
                crop,
                report.threads,
                steps));
        report.ratio.ifPresent(ratio -> terminal.line(Text.format("plain takes %.2f times as long", ratio)));
        if (profiled) {
            showProfile(report.fast.orElse(report).profile);
        }
    }

    private void showProfile(List<OperationProfile.Kind> profile) {
        Table kinds = Table.of("operation alone", "count", "forward", "backward", "results");
        for (OperationProfile.Kind kind : profile) {
            kinds.row(
                    kind.operation(),
                    Counts.whole(kind.count()),
                    Text.format("%.3f s", kind.forwardSeconds()),
                    Text.format("%.3f s", kind.backwardSeconds()),
                    Counts.bytes(kind.bytes()));
        }
        terminal.line("");
        terminal.table(kinds);
    }

    private static void row(Table table, Report report) {
        table.row(
                report.way,
                Text.format("%.2f s", report.weightStepSeconds),
                Text.format("%.2f s", report.architectureStepSeconds),
                report.peakBytes.map(Counts::bytes).orElse("unknown"),
                Counts.whole(report.operations),
                Text.format("%.1f %%", 100 * report.shareOfLimit));
    }
}
