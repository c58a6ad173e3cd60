package org.espalier.cli.search;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.cli.argument.AtLeast;
import org.espalier.cli.terminal.Table;
import org.espalier.cli.terminal.Terminal;
import org.espalier.method.Methods;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.espalier.statistics.MeanInterval;
import org.espalier.table.SearcherScore;
import org.espalier.table.TableQuality;
import org.espalier.table.TableStudy;
import org.espalier.table.TruthTable;
import org.espalier.text.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Judges searchers. */
@Command(
        name = "study",
        description = "Study searches: over blocks of seeds, against random, halved and hand-designed networks (FILE),"
                + " or on a table of truth, many searches of each, looked up (--table).")
public final class StudyCommand implements Runnable {

    private static final int LEAST_TRAININGS = 2;

    @Mixin
    private Terminal terminal;

    @Mixin
    private BlockStudy blocks;

    @Option(names = "--table", paramLabel = "FILE", description = "The table that espalier table made.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--trainings",
            paramLabel = "N",
            split = ",",
            defaultValue = "4,8,16",
            description = "What a search may cost, in full trainings. Default: ${DEFAULT-VALUE}.")
    private List<Integer> trainings;

    @Option(
            names = "--searches",
            paramLabel = "N",
            defaultValue = "200",
            description = "Number of searches of each searcher. Default: ${DEFAULT-VALUE}.")
    private int searches;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the searches. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--json", description = "Write one JSON object.")
    private boolean json;

    /** The output of {@code --json}; scripts rely on the names. */
    private record Report(
            String table, String manifest, int searches, TableQuality quality, List<SearcherScore> scores) {}

    @Override
    public void run() {
        if (blocks.isAsked() == file.isPresent()) {
            throw new BadUsage("FILE and --table: " + (blocks.isAsked() ? "got both" : "got neither")
                    + "; allowed: one of them, a study's file or a table");
        }
        if (blocks.isAsked()) {
            blocks.run(terminal, json);
        } else {
            judge(file.orElseThrow());
        }
    }

    private void judge(Path table) {
        trainings.forEach(count -> AtLeast.require("--trainings", count, LEAST_TRAININGS));
        AtLeast.require("--searches", searches, 2);
        TruthTable truth = TruthTable.read(table);
        TableStudy<?> study = TableStudy.of(truth, Methods.named(truth.space()));
        List<SearcherScore> scores = trainings.stream()
                .flatMap(count -> study.scores(count, searches, new Seed(seed)).stream())
                .toList();
        TableQuality quality = TableQuality.of(truth);
        if (json) {
            terminal.json(new Report(table.toString(), truth.manifest(), searches, quality, scores));
        } else {
            TableQualityScreen.show(terminal, quality);
            terminal.line("");
            show(scores);
        }
    }

    private void show(List<SearcherScore> scores) {
        Table shown = Table.of("searcher", "full trainings", "gain in mIoU", "regret", "rank");
        scores.forEach(one -> shown.row(
                one.searcher(),
                Text.format("%.1f", one.trainings()),
                interval(one.gain()),
                interval(one.regret()),
                Text.format("%.1f", one.rank())));
        terminal.table(shown);
        terminal.line(Text.format(
                "%nMeans of %d searches with 95 %% intervals for this table. Gain: over the table's mean, by seeds that"
                        + " the search did not see. Rank and regret: by the mean of all seeds.",
                searches));
    }

    private static String interval(MeanInterval value) {
        return Text.format("%.4f (%.4f to %.4f)", value.mean(), value.low(), value.high());
    }
}
