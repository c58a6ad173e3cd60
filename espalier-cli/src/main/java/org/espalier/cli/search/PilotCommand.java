package org.espalier.cli.search;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.espalier.cli.argument.AtLeast;
import org.espalier.cli.argument.MethodName;
import org.espalier.cli.argument.RunArguments;
import org.espalier.cli.terminal.LongWork;
import org.espalier.cli.terminal.Table;
import org.espalier.cli.terminal.Terminal;
import org.espalier.data.Dataset;
import org.espalier.file.Sha256;
import org.espalier.pilot.Pilot;
import org.espalier.pilot.PilotReport;
import org.espalier.pilot.PilotResult;
import org.espalier.run.RunLayout;
import org.espalier.search.Method;
import org.espalier.text.Text;
import org.espalier.train.TrainConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says whether a search can pay. */
@Command(
        name = "pilot",
        description = "Train random networks of a space, all at one price, and say whether a search in it can pay.")
public final class PilotCommand implements Runnable {

    private static final List<Integer> CANDIDATES = List.of(4, 16, 64);

    @Mixin
    private Terminal terminal;

    @Mixin
    private RunArguments run;

    @Parameters(paramLabel = "SPACE", description = "The search method whose space it is; see espalier list methods.")
    private String space;

    @Mixin
    private PricedData priced;

    @Option(
            names = RunArguments.WEIGHTS,
            paramLabel = "FILE",
            description = "Weights of the backbone that the random networks start from: safetensors or a PyTorch state"
                    + " dict. Default: whole networks are trained.")
    private Optional<Path> weights = Optional.empty();

    @Option(
            names = "--networks",
            paramLabel = "N",
            defaultValue = "20",
            description = "Number of random networks. Default: ${DEFAULT-VALUE}.")
    private int networks;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "2",
            description = "Number of trainings of each network. Default: ${DEFAULT-VALUE}.")
    private int seeds;

    @Option(names = "--json", description = "Write one JSON object.")
    private boolean json;

    @Override
    public void run() {
        AtLeast.require("--networks", networks, 3);
        AtLeast.require("--seeds", seeds, 2);
        run.requireWeightsOnResume(weights);
        pilot(MethodName.of(space).requirePlain("SPACE"));
    }

    private <C extends Record> void pilot(Method<C> method) {
        SpaceTraining<C> trained = SpaceTraining.of(method, run, priced.settings(), priced.size(), weights);
        C config = trained.config();
        TrainConfig training = trained.training();
        Dataset dataset = priced.open(training);
        Pilot<C> fresh = new Pilot<>(method, config, training, dataset, networks, seeds);
        Pilot<C> pilot = weights.map(file ->
                        fresh.from(InitialWeights.read(file, method, config, dataset, terminal), Sha256.ofFile(file)))
                .orElse(fresh);
        PilotResult result = LongWork.run(
                terminal, run.resumeHint(terminal), progress -> pilot.run(run.out(), run.options(terminal, progress)));
        PilotReport report =
                PilotReport.of(pilot.plan(), priced.name(), result, pilot.manifest(), new RunLayout(run.out()));
        report.write(run.out());
        if (json) {
            terminal.json(report);
        } else {
            show(report, result, run.out());
        }
    }

    private void show(PilotReport report, PilotResult result, Path out) {
        Table table = Table.of("", "");
        table.row("networks, seeds, steps", Text.format("%d, %d, %d", networks, seeds, report.steps()));
        table.row("price of each", report.budget() + " within 2 %");
        table.row("mIoU on val, mean of the networks", Text.format("%.4f", report.mean()));
        table.row("the best network", Text.format("%.4f (%.1f seed deviations above)", report.best(), result.lead()));
        table.row(
                "hand-designed, same price",
                report.handDesigned().map(score -> Text.format("%.4f", score)).orElse("none has it"));
        table.row("standard deviation between networks", Text.format("%.4f", report.betweenDeviation()));
        table.row("standard deviation between seeds", Text.format("%.4f", report.seedDeviation()));
        table.row(
                "reliability R of one training",
                Text.format(
                        "%.2f (95 %%: %.2f to %.2f)",
                        report.reliability(),
                        report.interval().getFirst(),
                        report.interval().getLast()));
        table.row("Kendall tau between seeds", Text.format("%.2f", report.tauSeeds()));
        report.tauRungs()
                .forEach(rung -> table.row(
                        Text.format("Kendall tau of step %d with the end", rung.steps()),
                        Text.format("%.2f", rung.tau())));
        terminal.table(table);
        terminal.line("");
        terminal.line(result.verdict());
        terminal.line(CANDIDATES.stream()
                .map(count -> Text.format(
                        "%d (%.2g hours) gains %.3f", count, result.hours(count), result.expectedGain(count)))
                .collect(Collectors.joining(
                        ", ", "Expected of the best of random networks trained once, over their" + " mean: of ", ".")));
        terminal.line(Text.format("%n%s", PilotReport.file(out)));
    }
}
