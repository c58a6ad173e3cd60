package org.espalier.cli.data;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.espalier.cli.argument.SkipBad;
import org.espalier.cli.terminal.CountedWork;
import org.espalier.cli.terminal.LongWork;
import org.espalier.cli.terminal.Terminal;
import org.espalier.data.Dataset;
import org.espalier.data.check.DataCheck;
import org.espalier.data.spec.Datasets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads every file of a data set, counts the classes and reports problems. */
@Command(
        name = "check",
        description = "Read every file, count classes and report problems; exit code 3 if it cannot be trained on.")
final class DataCheckCommand implements Callable<Integer> {

    private static final int BAD_DATA = 3;
    private static final String HINT = "nothing is kept of a check; run the same command again";

    @Mixin
    private Terminal terminal;

    @Parameters(paramLabel = "DATA", description = "Data set; see espalier list datasets.")
    private String data;

    @Mixin
    private SkipBad skipBad;

    @Option(names = "--json", description = "Write one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Dataset dataset = Datasets.openUncached(data);
        DataCheck check = LongWork.run(
                terminal, HINT, progress -> DataCheck.of(dataset, new CountedWork("samples", progress)::done));
        List<String> problems = skipBad.isGiven() ? check.unusable() : check.problems();
        List<String> warnings = new ArrayList<>(check.notes());
        if (skipBad.isGiven()) {
            check.unreadable().forEach(message -> warnings.add("left out: " + message));
        }
        DataCheckReport report = DataCheckReport.of(data, check, problems, warnings);
        if (json) {
            terminal.json(report);
        } else {
            new DataCheckScreen(report).show(terminal);
        }
        return problems.isEmpty() ? 0 : BAD_DATA;
    }
}
