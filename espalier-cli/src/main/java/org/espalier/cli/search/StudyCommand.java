package org.espalier.cli.search;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.cli.argument.AtLeast;
import org.espalier.cli.terminal.Table;
import org.espalier.cli.terminal.Terminal;
import org.espalier.file.Sha256;
import org.espalier.method.Methods;
import org.espalier.random.Seed;
import org.espalier.search.Method;
import org.espalier.statistics.MeanInterval;
import org.espalier.table.NasBenchMacro;
import org.espalier.table.SearcherScore;
import org.espalier.table.SupernetReport;
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
        description = "Judge searchers on a table of truth: many searches of each, at equal cost, looked up in the"
                + " table.")
public final class StudyCommand implements Runnable {

    private static final int LEAST_TRAININGS = 2;

    @Mixin
    private Terminal terminal;

    @Option(
            names = "--table",
            paramLabel = "FILE",
            required = true,
            description = "The table that espalier table made, or NAS-Bench-Macro's file.")
    private Path file;

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

    @Mixin
    private SupernetOptions supernets;

    @Option(names = "--json", description = "Write one JSON object.")
    private boolean json;

    /** The output of {@code --json}; scripts rely on the names. */
    private record Report(
            String table,
            String manifest,
            int searches,
            TableQuality quality,
            List<SearcherScore> scores,
            Optional<SupernetReport> supernets) {}

    @Override
    public void run() {
        trainings.forEach(count -> AtLeast.require("--trainings", count, LEAST_TRAININGS));
        AtLeast.require("--searches", searches, 2);
        supernets.requireTogether();
        Optional<NasBenchMacro> published = NasBenchMacro.in(file);
        if (published.isPresent()) {
            supernets.requireNone();
            NasBenchMacro benchmark = published.get();
            judge(benchmark.study(), benchmark.quality(), "test accuracy", Sha256.ofFile(file), Optional.empty());
        } else {
            TruthTable table = TruthTable.read(file);
            Method<?> method = Methods.named(table.space());
            TableStudy study = TableStudy.of(table, method);
            Optional<SupernetReport> trained = supernets.run(terminal, table, method, seed);
            judge(study, TableQuality.of(table), TableQualityScreen.MIOU, table.manifest(), trained);
        }
    }

    private void judge(
            TableStudy study, TableQuality quality, String score, String manifest, Optional<SupernetReport> trained) {
        List<SearcherScore> scores = new ArrayList<>(study.baselines());
        trained.ifPresent(report -> report.scores().forEach(one -> scores.add(one.searcher())));
        trainings.forEach(count -> scores.addAll(study.scores(count, searches, new Seed(seed))));
        if (json) {
            terminal.json(new Report(file.toString(), manifest, searches, quality, scores, trained));
        } else {
            TableQualityScreen.show(terminal, quality, score);
            terminal.line("");
            trained.ifPresent(report -> {
                SupernetOptions.show(terminal, report);
                terminal.line("");
            });
            show(scores);
        }
    }

    private void show(List<SearcherScore> scores) {
        Table shown = Table.of("searcher", "full trainings", "gain", "regret", "rank");
        scores.forEach(one -> shown.row(
                one.searcher(),
                Text.format("%.1f", one.trainings()),
                interval(one.gain()),
                interval(one.regret()),
                Text.format("%.1f", one.rank())));
        terminal.table(shown);
        terminal.line(Text.format(
                "%nMeans of %d searches, of supernets of those trained, with 95 %% intervals for this table. Gain:"
                    + " over the table's mean, by seeds that the search did not see. Rank and regret: by the mean of"
                    + " all seeds.",
                searches));
    }

    private static String interval(MeanInterval value) {
        return Text.format("%.4f (%.4f to %.4f)", value.mean(), value.low(), value.high());
    }
}
