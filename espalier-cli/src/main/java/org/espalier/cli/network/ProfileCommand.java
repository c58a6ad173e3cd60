package org.espalier.cli.network;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.espalier.cli.argument.AtLeast;
import org.espalier.cli.argument.Blueprints;
import org.espalier.cli.argument.Classes;
import org.espalier.cli.argument.SizeConverter;
import org.espalier.cli.terminal.Counts;
import org.espalier.cli.terminal.LongWork;
import org.espalier.cli.terminal.Table;
import org.espalier.cli.terminal.Terminal;
import org.espalier.cli.version.Versions;
import org.espalier.data.DataSize;
import org.espalier.deploy.profile.LatencyProfile;
import org.espalier.deploy.profile.ModelCheck;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.latency.Agreement;
import org.espalier.latency.LatencyModel;
import org.espalier.latency.LatencyTable;
import org.espalier.machine.Machine;
import org.espalier.random.Seed;
import org.espalier.run.Progress;
import org.espalier.run.Status;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures a latency table on this machine. */
@Command(
        name = "profile",
        description =
                "Measure how long each operation takes on this machine: a latency table. Goes on with a table that is"
                        + " there.")
public final class ProfileCommand implements Runnable {

    @Mixin
    private Terminal terminal;

    @Parameters(
            paramLabel = "WHAT",
            arity = "1..*",
            description = "A method, whose whole search space is measured (autodeeplab, gas, sed), or ARCH: "
                    + Blueprints.HELP + ".")
    private List<String> names;

    @Option(
            names = "--out",
            paramLabel = "TABLE.csv",
            required = true,
            description = "The table, new or to go on with.")
    private Path out;

    @Option(
            names = "--size",
            paramLabel = "HxW",
            required = true,
            converter = SizeConverter.class,
            description = "Size of the image, HEIGHTxWIDTH.")
    private DataSize size;

    @Option(
            names = "--classes",
            paramLabel = "N",
            split = ",",
            defaultValue = "11,19",
            description = "Numbers of classes. Default: ${DEFAULT-VALUE}, CamVid's and Cityscapes'.")
    private List<Integer> classes;

    @Option(
            names = "--preset",
            paramLabel = "P",
            defaultValue = "cpu",
            description = "The method's configuration by name; espalier list presets. Default: ${DEFAULT-VALUE}.")
    private String preset;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Overlays a single value of it; may be repeated.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--supernet",
            description = "Also what a method's supernet has and its networks lack: for search --latency.")
    private boolean supernet;

    @Option(names = "--threads", paramLabel = "N", description = "Processors an operation may use. Default: all.")
    private Optional<Integer> threads = Optional.empty();

    @Option(
            names = "--check",
            paramLabel = "N",
            description =
                    "Then measure N random networks of the space, fit a model of whole networks to half of them and"
                            + " judge it, and the plain sum, by the other half. The model becomes part of the table.")
    private Optional<Integer> check = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the random networks. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--json", description = "Write one JSON object.")
    private boolean json;

    /** What {@code --json} writes; scripts rely on the names. */
    private record Report(
            String table,
            String device,
            int threads,
            int entries,
            double seconds,
            boolean whole,
            Optional<Check> check) {}

    private record Check(
            int networks, int judged, Judgement sum, Judgement fitted, String model, List<NetworkTime> measured) {}

    private record Judgement(double meanAbsoluteError, double spearman) {}

    private record NetworkTime(double measuredMillis, double sumMillis, double fittedMillis) {}

    @Override
    public void run() {
        classes.forEach(Classes::require);
        int cores = threads.orElseGet(Machine::processors);
        AtLeast.require("--threads", cores, 1);
        check.ifPresent(count -> AtLeast.require("--check", count, ModelCheck.LEAST_NETWORKS));
        Extent extent = Extent.of(size.height(), size.width());
        ProfiledNetworks networks = ProfiledNetworks.of(names, preset, settings, classes, supernet);
        List<Graph> drawn =
                check.map(count -> networks.random(count, new Seed(seed))).orElse(List.of());
        LatencyProfile profile =
                LatencyProfile.of(networks.covering(), extent, LatencyProfile.here(cores, new Versions().espalier()));
        String farewell = "what was measured is in " + out + "; the same command goes on with it";
        long started = System.nanoTime();
        LatencyTable table =
                LongWork.run(terminal, farewell, progress -> profile.into(out, new Shown("operations", progress)));
        double seconds = (System.nanoTime() - started) / 1e9;
        Optional<ModelCheck> checked = drawn.isEmpty()
                ? Optional.empty()
                : Optional.of(LongWork.run(
                        terminal,
                        farewell,
                        progress -> ModelCheck.measure(drawn, extent, table, new Shown("networks", progress))));
        LatencyTable whole = checked.map(found -> table.with(found.model())).orElse(table);
        if (checked.isPresent()) {
            whole.write(out);
        }
        Report report = new Report(
                out.toString(),
                whole.device().describe(),
                whole.device().threads(),
                whole.millis().size(),
                seconds,
                whole.isWhole(),
                checked.map(ProfileCommand::check));
        if (json) {
            terminal.json(report);
        } else {
            show(report);
        }
    }

    private static Check check(ModelCheck found) {
        return new Check(
                found.measured().size(),
                found.measured().size() / 2,
                judgement(found.sum()),
                judgement(found.fitted()),
                found.model().describe(),
                found.measured().stream()
                        .map(one -> new NetworkTime(
                                one.millis(),
                                LatencyModel.SUM.millis(one.parts()),
                                found.model().millis(one.parts())))
                        .toList());
    }

    private static Judgement judgement(Agreement agreement) {
        return new Judgement(agreement.meanAbsoluteError(), agreement.spearman());
    }

    private void show(Report report) {
        terminal.line("%s: %s entries, measured on %s in %.0f s"
                .formatted(report.table, Counts.whole(report.entries), report.device, report.seconds));
        report.check.ifPresent(found -> {
            Table table = Table.of("prediction", "mean absolute error", "Spearman");
            row(table, "plain sum", found.sum);
            row(table, "fitted", found.fitted);
            terminal.line("");
            terminal.table(table);
            terminal.line("%nfitted to %d random networks, judged by %d others: %s"
                    .formatted(found.networks - found.judged, found.judged, found.model));
        });
    }

    private static void row(Table table, String name, Judgement judgement) {
        table.row(name, "%.1f %%".formatted(100 * judgement.meanAbsoluteError), "%.3f".formatted(judgement.spearman));
    }

    /** Measurements as a stage of long work. */
    private static final class Shown implements LatencyProfile.Watcher {

        private final String stage;
        private final Progress progress;
        private final long started = System.nanoTime();
        private int begunAt = -1;

        Shown(String stage, Progress progress) {
            this.stage = stage;
            this.progress = progress;
        }

        @Override
        public void measured(int done, int all) {
            begunAt = begunAt < 0 ? done : begunAt;
            Status status = new Status(
                    stage,
                    done,
                    all,
                    begunAt,
                    Duration.ofNanos(System.nanoTime() - started),
                    Duration.ZERO,
                    OptionalDouble.empty());
            if (done == all) {
                progress.end(status);
            } else {
                progress.show(status);
            }
        }
    }
}
