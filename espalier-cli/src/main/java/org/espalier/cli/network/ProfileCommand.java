package org.espalier.cli.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.cli.argument.AtLeast;
import org.espalier.cli.argument.Blueprints;
import org.espalier.cli.argument.Classes;
import org.espalier.cli.argument.ImageChannels;
import org.espalier.cli.argument.SizeConverter;
import org.espalier.cli.terminal.CountedWork;
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
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.espalier.text.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures a latency table on this machine. */
@Command(
        name = "profile",
        description =
                "Measure the latency of each operation on this machine and write a table. Continues an existing table.")
public final class ProfileCommand implements Runnable {

    private static final double WIDEST = 64;

    @Mixin
    private Terminal terminal;

    @Parameters(
            paramLabel = "WHAT",
            arity = "1..*",
            description = "A method, to measure its whole search space (autodeeplab, gas, sed), or a network. "
                    + Blueprints.HELP)
    private List<String> names;

    @Option(
            names = "--out",
            paramLabel = "TABLE.csv",
            required = true,
            description = "The table: a new file, or an existing one to continue.")
    private Path out;

    @Option(
            names = "--size",
            paramLabel = "HxW",
            required = true,
            converter = SizeConverter.class,
            description = "Image size, HEIGHTxWIDTH.")
    private DataSize size;

    @Option(
            names = "--classes",
            paramLabel = "N",
            split = ",",
            defaultValue = "11,19",
            description = "Numbers of classes. Default: ${DEFAULT-VALUE}, for CamVid and Cityscapes.")
    private List<Integer> classes;

    @Mixin
    private ImageChannels images;

    @Option(
            names = "--preset",
            paramLabel = "P",
            defaultValue = "cpu",
            description = "Name of the method's configuration; see espalier list presets. Default: ${DEFAULT-VALUE}.")
    private String preset;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Override one value of it; may be repeated.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--widths",
            paramLabel = "FACTOR",
            split = ",",
            defaultValue = "1",
            description = "Measure the networks at several widths: factors for all channels, such as 0.5,1,2. Three or"
                    + " more make the table one for budgets in milliseconds (search --budget 1.5ms): times at widths"
                    + " between them are estimated. Default: those configured.")
    private List<Double> widths;

    @Option(
            names = "--supernet",
            description = "Also measure operations that only the method's supernet has; search --latency needs them.")
    private boolean supernet;

    @Option(names = "--threads", paramLabel = "N", description = "Threads per operation. Default: one per processor.")
    private Optional<Integer> threads = Optional.empty();

    @Option(
            names = "--check",
            paramLabel = "N",
            description = "Also measure N random networks of the space. Fit a latency model to half of them, add"
                    + " it to the table, and report its error and that of the plain sum on the other half.")
    private Optional<Integer> check = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the random networks. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--json", description = "Write one JSON object.")
    private boolean json;

    /** The output of {@code --json}; scripts rely on the names. */
    private record Report(
            String table,
            String device,
            int threads,
            int entries,
            double seconds,
            boolean whole,
            Optional<Check> check) {}

    private record Check(
            int networks, int judged, Accuracy sum, Accuracy fitted, String model, List<NetworkTime> measured) {}

    private record Accuracy(double meanAbsoluteError, double spearman) {}

    private record NetworkTime(double measuredMillis, double sumMillis, double fittedMillis) {}

    @Override
    public void run() {
        classes.forEach(Classes::require);
        int cores = threads.orElseGet(Machine::processors);
        AtLeast.require("--threads", cores, 1);
        widths.stream()
                .filter(factor -> !(factor > 0 && factor <= WIDEST))
                .findFirst()
                .ifPresent(factor -> {
                    throw new BadUsage(
                            Text.format("--widths: got %s; allowed: more than 0, at most %.0f", factor, WIDEST));
                });
        check.ifPresent(count -> AtLeast.require("--check", count, ModelCheck.LEAST_NETWORKS));
        Extent extent = Extent.of(size.height(), size.width());
        ProfiledNetworks networks = ProfiledNetworks.of(
                names, new ProfiledNetworks.Form(preset, settings, classes, widths, supernet), images);
        List<Graph> drawn =
                check.map(count -> networks.random(count, new Seed(seed))).orElse(List.of());
        LatencyProfile profile =
                LatencyProfile.of(networks.covering(), extent, LatencyProfile.here(cores, new Versions().espalier()));
        String hint = "measurements so far are in " + out + "; to continue, run the same command again";
        long started = System.nanoTime();
        LatencyTable table = LongWork.run(
                terminal, hint, progress -> profile.into(out, new CountedWork("operations", progress)::done));
        double seconds = (System.nanoTime() - started) / 1e9;
        Optional<ModelCheck> checked = drawn.isEmpty()
                ? Optional.empty()
                : Optional.of(LongWork.run(
                        terminal,
                        hint,
                        progress ->
                                ModelCheck.measure(drawn, extent, table, new CountedWork("networks", progress)::done)));
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
                accuracy(found.sum()),
                accuracy(found.fitted()),
                found.model().describe(),
                found.measured().stream()
                        .map(one -> new NetworkTime(
                                one.millis(),
                                LatencyModel.SUM.millis(one.parts()),
                                found.model().millis(one.parts())))
                        .toList());
    }

    private static Accuracy accuracy(Agreement agreement) {
        return new Accuracy(agreement.meanAbsoluteError(), agreement.spearman());
    }

    private void show(Report report) {
        terminal.line(Text.format(
                "%s: %s entries, measured on %s in %.0f s",
                report.table, Counts.whole(report.entries), report.device, report.seconds));
        report.check.ifPresent(found -> {
            Table table = Table.of("prediction", "mean absolute error", "Spearman");
            row(table, "plain sum", found.sum);
            row(table, "fitted", found.fitted);
            terminal.line("");
            terminal.table(table);
            terminal.line(Text.format(
                    "%nfitted to %d random networks, tested on %d others: %s",
                    found.networks - found.judged, found.judged, found.model));
        });
    }

    private static void row(Table table, String name, Accuracy accuracy) {
        table.row(
                name, Text.format("%.1f %%", 100 * accuracy.meanAbsoluteError), Text.format("%.3f", accuracy.spearman));
    }
}
