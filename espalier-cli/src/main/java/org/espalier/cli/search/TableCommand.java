package org.espalier.cli.search;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.cli.argument.AtLeast;
import org.espalier.cli.argument.MethodName;
import org.espalier.cli.argument.RunArguments;
import org.espalier.cli.terminal.LongWork;
import org.espalier.cli.terminal.Terminal;
import org.espalier.data.Dataset;
import org.espalier.file.Sha256;
import org.espalier.problem.BadUsage;
import org.espalier.search.Method;
import org.espalier.table.TableMaker;
import org.espalier.table.TableQuality;
import org.espalier.table.TruthTable;
import org.espalier.text.Text;
import org.espalier.train.TrainConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a table of truth. */
@Command(
        name = "table",
        description = "Train many networks of a space, all at one price, several times each: a table on which espalier"
                + " study judges searchers in seconds.")
public final class TableCommand implements Runnable {

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
            description = "Weights of the backbone that the networks start from: safetensors or a PyTorch state dict."
                    + " Default: whole networks are trained.")
    private Optional<Path> weights = Optional.empty();

    @Option(
            names = "--networks",
            paramLabel = "N",
            defaultValue = "261",
            description = "Number of different random networks. Default: ${DEFAULT-VALUE}.")
    private int networks;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "2",
            description = "Number of trainings of each network. Default: ${DEFAULT-VALUE}.")
    private int seeds;

    @Option(
            names = "--rungs",
            paramLabel = "SHARES",
            split = ",",
            defaultValue = "0.25,0.5,0.75,1",
            description = "Shares of the steps after which losses are measured. Default: ${DEFAULT-VALUE}.")
    private List<Double> rungs;

    @Option(names = "--json", description = "Write one JSON object.")
    private boolean json;

    /** The output of {@code --json}; scripts rely on the names. */
    private record Report(String table, TableQuality quality) {}

    @Override
    public void run() {
        AtLeast.require("--networks", networks, 3);
        AtLeast.require("--seeds", seeds, 2);
        run.requireWeightsOnResume(weights);
        make(MethodName.of(space).requirePlain("SPACE"));
    }

    private <C extends Record> void make(Method<C> method) {
        SpaceTraining<C> trained = SpaceTraining.judged(method, run, priced.settings(), priced.size(), weights);
        TrainConfig training = trained.training();
        Dataset dataset = priced.open(training);
        TableMaker<C> fresh = maker(method, trained, dataset);
        TableMaker<C> maker = weights.map(file -> fresh.from(
                        InitialWeights.read(file, method, trained.config(), dataset, terminal), Sha256.ofFile(file)))
                .orElse(fresh);
        TruthTable table = LongWork.run(
                terminal, run.resumeHint(terminal), progress -> maker.run(run.out(), run.options(terminal, progress)));
        TableQuality quality = TableQuality.of(table);
        String file = TruthTable.file(run.out()).toString();
        if (json) {
            terminal.json(new Report(file, quality));
        } else {
            TableQualityScreen.show(terminal, quality, TableQualityScreen.MIOU);
            terminal.line(Text.format("%n%s", file));
        }
    }

    private <C extends Record> TableMaker<C> maker(Method<C> method, SpaceTraining<C> trained, Dataset dataset) {
        try {
            return new TableMaker<>(method, trained.config(), trained.training(), dataset, networks, seeds, rungs);
        } catch (IllegalArgumentException e) {
            throw new BadUsage("--" + e.getMessage(), e);
        }
    }
}
